import { dil, nist } from '../../check.ts';
import { fileCheck } from '../../rule/file.ts';

export const bootLoaderProtected = fileCheck({
  id: 'boot-loader-protected',
  title: 'Only root reads and changes the configuration of the boot loader',
  rationale: 'The kernel command line switches off every protection below it.',
  severity: 'MEDIUM',
  controls: [dil('1.4.1'), nist('4.5.5'), nist('4.6')],
  paths: ['/boot/grub/grub.cfg', '/boot/grub2/grub.cfg', '/boot/efi/EFI/debian/grub.cfg'],
  mode: 0o600,
  absent: 'NOT_APPLICABLE',
});
