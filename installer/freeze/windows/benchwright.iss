; Inno Setup 6 recipe for Windows. UNTESTED: nobody has built or installed it yet; take this line out when somebody has.
;
; On Windows, in the root of the tree, with Python 3.11 to 3.13 and Inno Setup on the PATH:
;   python -m installer app words firmware installer
;   iscc /DAppVersion=0.1.0 installer\freeze\windows\benchwright.iss
; The first brings the frozen folder, dist\benchwright; this packs it as dist\benchwright-VERSION-setup.exe.

#ifndef AppVersion
  #error Say which version it is: iscc /DAppVersion=0.1.0
#endif

[Setup]
AppId=Benchwright
AppName=Benchwright
AppVersion={#AppVersion}
AppPublisher=The Benchwright authors
SourceDir=..\..\..
OutputDir=dist
OutputBaseFilename=benchwright-{#AppVersion}-setup
DefaultDirName={autopf}\Benchwright
DefaultGroupName=Benchwright
DisableProgramGroupPage=yes
LicenseFile=LICENSE
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
Compression=lzma2
SolidCompression=yes
ChangesAssociations=yes
UninstallDisplayIcon={app}\benchwright-window.exe

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "pt_BR"; MessagesFile: "compiler:Languages\BrazilianPortuguese.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; GroupDescription: "{cm:AdditionalIcons}"; Flags: unchecked
Name: "tflite"; Description: "{cm:AssocFileExtension,Benchwright,.tflite}"

[Files]
Source: "dist\benchwright\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[InstallDelete]
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{group}\Benchwright"; Filename: "{app}\benchwright-window.exe"
Name: "{autodesktop}\Benchwright"; Filename: "{app}\benchwright-window.exe"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "Software\Classes\.tflite\OpenWithProgids"; ValueType: string; ValueName: "Benchwright.tflite"; ValueData: ""; Flags: uninsdeletevalue; Tasks: tflite
Root: HKA; Subkey: "Software\Classes\Benchwright.tflite"; ValueType: string; ValueData: "TensorFlow Lite model"; Flags: uninsdeletekey; Tasks: tflite
Root: HKA; Subkey: "Software\Classes\Benchwright.tflite\DefaultIcon"; ValueType: string; ValueData: "{app}\benchwright-window.exe,0"; Tasks: tflite
Root: HKA; Subkey: "Software\Classes\Benchwright.tflite\shell\open\command"; ValueType: string; ValueData: """{app}\benchwright-window.exe"" gui ""%1"""; Tasks: tflite

[Run]
Filename: "{app}\benchwright-window.exe"; Description: "{cm:LaunchProgram,Benchwright}"; Flags: nowait postinstall skipifsilent
