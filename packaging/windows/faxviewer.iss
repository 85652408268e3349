; The Windows installer: for one person, without an administrator. Compiled by installer.py with Inno Setup 6:
;   ISCC /DVersion=0.1.0 /DProgram=...\dist\Faxviewer /DIcon=...\faxviewer.ico /DOutput=...\dist\release faxviewer.iss
; Unattended:  Faxviewer-0.1.0-setup.exe /VERYSILENT /SUPPRESSMSGBOXES /NORESTART [/DIR="..."] [/LOG="..."]
; Removed so:  "%LOCALAPPDATA%\Programs\Faxviewer\unins000.exe" /VERYSILENT /SUPPRESSMSGBOXES

#ifndef Version
  #error Compile this through installer.py, which gives Version, Program, Icon and Output
#endif

[Setup]
; Never change this: by it a later version finds the one that it replaces.
AppId={{6F0B3C52-0B57-4C3B-9A4E-7D6A1E5C8F21}
AppName=Faxviewer
AppVersion={#Version}
AppVerName=Faxviewer {#Version}
VersionInfoVersion={#Version}
UninstallDisplayName=Faxviewer
UninstallDisplayIcon={app}\Faxviewer.exe
PrivilegesRequired=lowest
; What Qt 6.10 asks for, in the only architecture that is built.
MinVersion=10.0.17763
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
; Under lowest rights this is %LOCALAPPDATA%\Programs\Faxviewer.
DefaultDirName={autopf}\Faxviewer
DisableDirPage=auto
DisableProgramGroupPage=yes
DisableReadyPage=yes
; A window that is open is closed before its files are replaced.
CloseApplications=yes
RestartApplications=no
ChangesAssociations=yes
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
SetupIconFile={#Icon}
OutputDir={#Output}
OutputBaseFilename=Faxviewer-{#Version}-setup
#ifdef Sign
SignTool=faxviewer
SignedUninstaller=yes
#endif

[InstallDelete]
; Libraries of an earlier version that this one no longer has must not be found by it.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Program}\*"; DestDir: "{app}"; Flags: recursesubdirs createallsubdirs ignoreversion

[Icons]
Name: "{autoprograms}\Faxviewer"; Filename: "{app}\Faxviewer.exe"; Comment: "What happened to a fax"

[Registry]
; Links of the form faxviewer://fax/ID. After -- nothing in a link is taken for an option.
Root: HKCU; Subkey: "Software\Classes\faxviewer"; ValueType: string; ValueData: "URL:Faxviewer"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\faxviewer"; ValueType: string; ValueName: "URL Protocol"; ValueData: ""
Root: HKCU; Subkey: "Software\Classes\faxviewer\DefaultIcon"; ValueType: string; ValueData: """{app}\Faxviewer.exe"",0"
Root: HKCU; Subkey: "Software\Classes\faxviewer\shell\open\command"; ValueType: string; ValueData: """{app}\Faxviewer.exe"" -- ""%1"""

[Run]
Filename: "{app}\Faxviewer.exe"; Description: "Start Faxviewer"; Flags: nowait postinstall skipifsilent

[Code]
{ Windows' list of apps has asked already whether to remove the program: the uninstaller it starts asks nothing.
  There is no [UninstallDelete]: settings, history and what the keychain holds stay for the next installation. }
procedure CurStepChanged(CurStep: TSetupStep);
var
  Key: String;
begin
  if CurStep = ssPostInstall then
  begin
    Key := 'Software\Microsoft\Windows\CurrentVersion\Uninstall\{6F0B3C52-0B57-4C3B-9A4E-7D6A1E5C8F21}_is1';
    RegWriteStringValue(HKCU, Key, 'UninstallString', '"' + ExpandConstant('{uninstallexe}') + '" /SILENT');
  end;
end;
