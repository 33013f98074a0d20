/* Declared anew for the tests, see README.md beside the folder. */
