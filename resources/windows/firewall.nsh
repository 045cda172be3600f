; Lets people on the same network reach this program: peers by TCP, discovery by UDP. Only on networks that the user called private, and
; only from the local subnet. It takes an administrator ("for all users"); otherwise Windows asks when the program first listens.

!macro removeFirewallRule
  nsExec::ExecToLog '"$SYSDIR\netsh.exe" advfirewall firewall delete rule name="${PRODUCT_NAME}" program="$INSTDIR\${APP_EXECUTABLE_FILENAME}"'
  Pop $0
!macroend

!macro addFirewallRule PROTOCOL
  nsExec::ExecToLog '"$SYSDIR\netsh.exe" advfirewall firewall add rule name="${PRODUCT_NAME}" program="$INSTDIR\${APP_EXECUTABLE_FILENAME}" dir=in action=allow protocol=${PROTOCOL} profile=private,domain remoteip=localsubnet enable=yes'
  Pop $0
!macroend

!macro customInstall
  UserInfo::GetAccountType
  Pop $0
  ${If} $0 == "Admin"
    !insertmacro removeFirewallRule
    !insertmacro addFirewallRule "TCP"
    !insertmacro addFirewallRule "UDP"
  ${EndIf}
!macroend

!macro customUnInstall
  UserInfo::GetAccountType
  Pop $0
  ${If} $0 == "Admin"
    !insertmacro removeFirewallRule
  ${EndIf}
!macroend
