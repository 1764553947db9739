import { expect, onTestFinished, test, vi } from 'vitest';
import { readZip, writeZip, zipText } from '../../../src/util/zip.ts';

const files = {
  'a.txt': 'One ā 会',
  'folder/b.bin': new Uint8Array([0, 255, 1]),
  'chunks.txt': ['x'.repeat(100_000), 'ü', ''],
  empty: '',
};

test('an archive contains the files, whole or written in chunks', () => {
  const read = readZip(writeZip(files));
  expect(Object.keys(read)).toEqual(Object.keys(files));
  expect(zipText(read['a.txt']!)).toBe(files['a.txt']);
  expect(zipText(read['chunks.txt']!)).toBe(files['chunks.txt'].join(''));
  expect([...read['folder/b.bin']!]).toEqual([0, 255, 1]);
  expect(read.empty).toHaveLength(0);
});

test('the bytes depend neither on the time nor on the time zone', () => {
  const bytes = writeZip(files);
  const zone = process.env.TZ;
  vi.useFakeTimers({ now: new Date('2030-05-05T05:05:05Z'), toFake: ['Date'] });
  onTestFinished(() => {
    vi.useRealTimers();
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });
  for (const other of ['Pacific/Auckland', 'America/New_York']) {
    process.env.TZ = other;
    expect(Buffer.from(writeZip(files)).equals(bytes)).toBe(true);
  }
});
