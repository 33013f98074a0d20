"""Firmware files of every common form, read and held to the board they are meant for; pure, no file is opened here."""
