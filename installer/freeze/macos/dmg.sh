#!/bin/sh
# Recipe for a disk image of macOS. UNTESTED: nobody has built or opened one yet; take this line out when somebody has.
#
# On macOS, in the root of the tree, with Python 3.11 to 3.13 and the Xcode command line tools:
#   sh installer/python -m installer app words firmware installer
#   sh installer/freeze/macos/dmg.sh [SIGNING-IDENTITY]
# The first brings dist/Benchwright.app; this signs it (ad hoc without an identity, which opens only on this computer or
# by a right click), tries it out and packs it as dist/benchwright-VERSION.dmg. Notarising is left to who has an account.
set -eu
identity=${1:--}
app=dist/Benchwright.app
[ -d "$app" ] || { echo "dmg: cannot go on: there is no $app; run: sh installer/python -m installer installer" >&2; exit 2; }
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' pyproject.toml)
codesign --force --deep --options runtime --sign "$identity" "$app"
(cd / && env -i HOME="$(mktemp -d)" PATH=/usr/bin:/bin "$OLDPWD/$app/Contents/MacOS/benchwright" --self-test)
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
cp -R "$app" "$stage/"
ln -s /Applications "$stage/Applications"
hdiutil create -volname Benchwright -srcfolder "$stage" -ov -format UDZO "dist/benchwright-$version.dmg"
echo "dmg: dist/benchwright-$version.dmg"
