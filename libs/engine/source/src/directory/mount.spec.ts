import { describe, expect, test } from '@jest/globals';
import { parseMountPoints } from './mount.ts';

describe('mountinfo', () => {
  test('gives_the_places_things_are_mounted_on', () => {
    const text = [
      '22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw',
      '35 22 0:30 / /media/my\\040disk rw - tmpfs tmpfs rw',
      '',
      'nonsense',
    ].join('\n');
    expect([...parseMountPoints(text)]).toEqual(['/', '/media/my disk']);
  });
});
