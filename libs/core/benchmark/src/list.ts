import { addressSpaceRandomisation } from './check/kernel/address-space-randomisation.ts';
import { bpfJitHardened } from './check/kernel/bpf-jit-hardened.ts';
import { controlGroupsV2 } from './check/kernel/control-groups-v2.ts';
import { kernelLockedDown } from './check/kernel/kernel-locked-down.ts';
import { kernelLogRestricted } from './check/kernel/kernel-log-restricted.ts';
import { kernelPointersHidden } from './check/kernel/kernel-pointers-hidden.ts';
import { kernelReplacementDisabled } from './check/kernel/kernel-replacement-disabled.ts';
import { linksProtected } from './check/kernel/links-protected.ts';
import { magicKeysLimited } from './check/kernel/magic-keys-limited.ts';
import { modulesAreSigned } from './check/kernel/modules-are-signed.ts';
import { performanceEventsRestricted } from './check/kernel/performance-events-restricted.ts';
import { pipesAndFilesProtected } from './check/kernel/pipes-and-files-protected.ts';
import { processorFlawsMitigated } from './check/kernel/processor-flaws-mitigated.ts';
import { ptraceRestricted } from './check/kernel/ptrace-restricted.ts';
import { seccompAvailable } from './check/kernel/seccomp-available.ts';
import { secureBootEnabled } from './check/kernel/secure-boot-enabled.ts';
import { securityModuleActive } from './check/kernel/security-module-active.ts';
import { setuidProgramsDumpNoCore } from './check/kernel/setuid-programs-dump-no-core.ts';
import { unprivilegedBpfDisabled } from './check/kernel/unprivileged-bpf-disabled.ts';
import { userNamespacesLimited } from './check/kernel/user-namespaces-limited.ts';
import { addressesNotForwarded } from './check/network/addresses-not-forwarded.ts';
import { bogusIcmpIgnored } from './check/network/bogus-icmp-ignored.ts';
import { broadcastPingsIgnored } from './check/network/broadcast-pings-ignored.ts';
import { gatewayRedirectsRefused } from './check/network/gateway-redirects-refused.ts';
import { impossibleAddressesLogged } from './check/network/impossible-addresses-logged.ts';
import { ipv6RedirectsRefused } from './check/network/ipv6-redirects-refused.ts';
import { ipv6RouterAdvertisementsRefused } from './check/network/ipv6-router-advertisements-refused.ts';
import { redirectsNotSent } from './check/network/redirects-not-sent.ts';
import { redirectsRefused } from './check/network/redirects-refused.ts';
import { reversePathFiltered } from './check/network/reverse-path-filtered.ts';
import { rootServicesReachable } from './check/network/root-services-reachable.ts';
import { sourceRoutingRefused } from './check/network/source-routing-refused.ts';
import { synCookiesUsed } from './check/network/syn-cookies-used.ts';
import { bootLoaderProtected } from './check/filesystem/boot-loader-protected.ts';
import { containerStorageIsSeparate } from './check/filesystem/container-storage-is-separate.ts';
import { cronFoldersProtected } from './check/filesystem/cron-folders-protected.ts';
import { crontabProtected } from './check/filesystem/crontab-protected.ts';
import { groupFileProtected } from './check/filesystem/group-file-protected.ts';
import { gshadowFileProtected } from './check/filesystem/gshadow-file-protected.ts';
import { homeHasNoDevices } from './check/filesystem/home-has-no-devices.ts';
import { noWorldWritableFiles } from './check/filesystem/no-world-writable-files.ts';
import { passwdFileProtected } from './check/filesystem/passwd-file-protected.ts';
import { setuidProgramsKnown } from './check/filesystem/setuid-programs-known.ts';
import { shadowFileProtected } from './check/filesystem/shadow-file-protected.ts';
import { sharedMemoryMountOptions } from './check/filesystem/shared-memory-mount-options.ts';
import { sudoersProtected } from './check/filesystem/sudoers-protected.ts';
import { tmpIsSeparate } from './check/filesystem/tmp-is-separate.ts';
import { tmpMountOptions } from './check/filesystem/tmp-mount-options.ts';
import { varIsSeparate } from './check/filesystem/var-is-separate.ts';
import { varLogIsSeparate } from './check/filesystem/var-log-is-separate.ts';
import { varTmpMountOptions } from './check/filesystem/var-tmp-mount-options.ts';
import { groupIdsUnique } from './check/account/group-ids-unique.ts';
import { groupNamesUnique } from './check/account/group-names-unique.ts';
import { newFilesArePrivate } from './check/account/new-files-are-private.ts';
import { newPasswordsExpire } from './check/account/new-passwords-expire.ts';
import { newPasswordsHashedStrongly } from './check/account/new-passwords-hashed-strongly.ts';
import { noEmptyPasswords } from './check/account/no-empty-passwords.ts';
import { noLegacyEntries } from './check/account/no-legacy-entries.ts';
import { passwordHashesStrong } from './check/account/password-hashes-strong.ts';
import { rootHasItsOwnGroup } from './check/account/root-has-its-own-group.ts';
import { rootIsTheOnlySuperuser } from './check/account/root-is-the-only-superuser.ts';
import { shadowGroupEmpty } from './check/account/shadow-group-empty.ts';
import { systemAccountsHaveNoShell } from './check/account/system-accounts-have-no-shell.ts';
import { userIdsUnique } from './check/account/user-ids-unique.ts';
import { userNamesUnique } from './check/account/user-names-unique.ts';
import { sshAttemptsLimited } from './check/sshd/ssh-attempts-limited.ts';
import { sshEmptyPasswordsRefused } from './check/sshd/ssh-empty-passwords-refused.ts';
import { sshHostKeysProtected } from './check/sshd/ssh-host-keys-protected.ts';
import { sshHostTrustRefused } from './check/sshd/ssh-host-trust-refused.ts';
import { sshLoginTimeLimited } from './check/sshd/ssh-login-time-limited.ts';
import { sshPasswordLoginRefused } from './check/sshd/ssh-password-login-refused.ts';
import { sshRhostsIgnored } from './check/sshd/ssh-rhosts-ignored.ts';
import { sshRootLoginRefused } from './check/sshd/ssh-root-login-refused.ts';
import { sshUserEnvironmentRefused } from './check/sshd/ssh-user-environment-refused.ts';
import { sshX11ForwardingOff } from './check/sshd/ssh-x11-forwarding-off.ts';
import { sshdConfigProtected } from './check/sshd/sshd-config-protected.ts';
import { dockerApiAuthenticated } from './check/docker/docker-api-authenticated.ts';
import { dockerBridgeIsolated } from './check/docker/docker-bridge-isolated.ts';
import { dockerConfigProtected } from './check/docker/docker-config-protected.ts';
import { dockerGroupMembersKnown } from './check/docker/docker-group-members-known.ts';
import { dockerLiveRestore } from './check/docker/docker-live-restore.ts';
import { dockerLogLevel } from './check/docker/docker-log-level.ts';
import { dockerManagesFirewall } from './check/docker/docker-manages-firewall.ts';
import { dockerNoNewPrivileges } from './check/docker/docker-no-new-privileges.ts';
import { dockerRegistriesEncrypted } from './check/docker/docker-registries-encrypted.ts';
import { dockerSocketProtected } from './check/docker/docker-socket-protected.ts';
import { dockerUserNamespaces } from './check/docker/docker-user-namespaces.ts';
import { dockerUserlandProxyOff } from './check/docker/docker-userland-proxy-off.ts';
import type { Check } from './check.ts';

/** Every check there is, in the order results are shown. A file under check/ that is not in this list fails the test beside it. */
export const LINUX_HOST_CHECKS: readonly Check[] = [
  addressSpaceRandomisation,
  bpfJitHardened,
  controlGroupsV2,
  kernelLockedDown,
  kernelLogRestricted,
  kernelPointersHidden,
  kernelReplacementDisabled,
  linksProtected,
  magicKeysLimited,
  modulesAreSigned,
  performanceEventsRestricted,
  pipesAndFilesProtected,
  processorFlawsMitigated,
  ptraceRestricted,
  seccompAvailable,
  secureBootEnabled,
  securityModuleActive,
  setuidProgramsDumpNoCore,
  unprivilegedBpfDisabled,
  userNamespacesLimited,
  addressesNotForwarded,
  bogusIcmpIgnored,
  broadcastPingsIgnored,
  gatewayRedirectsRefused,
  impossibleAddressesLogged,
  ipv6RedirectsRefused,
  ipv6RouterAdvertisementsRefused,
  redirectsNotSent,
  redirectsRefused,
  reversePathFiltered,
  rootServicesReachable,
  sourceRoutingRefused,
  synCookiesUsed,
  bootLoaderProtected,
  containerStorageIsSeparate,
  cronFoldersProtected,
  crontabProtected,
  groupFileProtected,
  gshadowFileProtected,
  homeHasNoDevices,
  noWorldWritableFiles,
  passwdFileProtected,
  setuidProgramsKnown,
  shadowFileProtected,
  sharedMemoryMountOptions,
  sudoersProtected,
  tmpIsSeparate,
  tmpMountOptions,
  varIsSeparate,
  varLogIsSeparate,
  varTmpMountOptions,
  groupIdsUnique,
  groupNamesUnique,
  newFilesArePrivate,
  newPasswordsExpire,
  newPasswordsHashedStrongly,
  noEmptyPasswords,
  noLegacyEntries,
  passwordHashesStrong,
  rootHasItsOwnGroup,
  rootIsTheOnlySuperuser,
  shadowGroupEmpty,
  systemAccountsHaveNoShell,
  userIdsUnique,
  userNamesUnique,
  sshAttemptsLimited,
  sshEmptyPasswordsRefused,
  sshHostKeysProtected,
  sshHostTrustRefused,
  sshLoginTimeLimited,
  sshPasswordLoginRefused,
  sshRhostsIgnored,
  sshRootLoginRefused,
  sshUserEnvironmentRefused,
  sshX11ForwardingOff,
  sshdConfigProtected,
  dockerApiAuthenticated,
  dockerBridgeIsolated,
  dockerConfigProtected,
  dockerGroupMembersKnown,
  dockerLiveRestore,
  dockerLogLevel,
  dockerManagesFirewall,
  dockerNoNewPrivileges,
  dockerRegistriesEncrypted,
  dockerSocketProtected,
  dockerUserNamespaces,
  dockerUserlandProxyOff,
];
