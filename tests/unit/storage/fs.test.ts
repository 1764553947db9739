import { chmodSync, lstatSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { expect, type TestContext, test } from 'vitest';
import { makeFolder, readBytes, readText, replaceFile } from '../../../src/storage/fs.ts';
import { bundle, fillDisk, onSmallDisks } from '../../support/disk.ts';
import { killedAtEachStep } from '../../support/kill-at-steps.ts';
import { createSandbox } from '../../support/sandbox.ts';

const sandbox = () => createSandbox({ repository: false });
const fault = (code: string, message: string) => expect.objectContaining({ code, message });

test('text is read unchanged, with a byte order mark and CRLF', () => {
  const { at, write } = sandbox();
  write({ 'ā.yaml': '\ufeffid: 1\r\n' });
  expect(readText(at('ā.yaml'))).toBe('\ufeffid: 1\r\n');
  expect(readBytes(at('ā.yaml'))).toEqual(Buffer.from('\ufeffid: 1\r\n'));
});

test('unreadable files are errors', () => {
  const { at, dir } = sandbox();
  writeFileSync(at('latin.yaml'), Buffer.from('M\xe4ori', 'latin1'));
  expect(() => readText(at('latin.yaml'))).toThrow(
    fault('broken-plan', `\`${at('latin.yaml')}\` is not UTF-8 text`),
  );
  expect(() => readText(at('gone'))).toThrow(fault('not-found', `there is no file \`${at('gone')}\``));
  expect(readBytes(at('gone'))).toBeUndefined();
  expect(() => readText(dir)).toThrow(expect.objectContaining({ code: 'disk' }));
});

test('a replaced file keeps its mode, and no temporary file is left', () => {
  const { at, write, read, dir } = sandbox();
  write({ '05.yaml': 'old' });
  chmodSync(at('05.yaml'), 0o640);
  replaceFile(at('05.yaml'), Buffer.from('new'));
  expect(read('05.yaml')).toBe('new');
  expect(statSync(at('05.yaml')).mode & 0o7777).toBe(0o640);
  expect(readdirSync(dir)).toEqual(['05.yaml']);
});

test('a missing file is created', () => {
  const { at, read } = sandbox();
  replaceFile(at('new.yaml'), Buffer.from('new'));
  expect(read('new.yaml')).toBe('new');
});

test('symbolic links and folders are refused', () => {
  const { at, write, read, dir } = sandbox();
  write({ real: 'old' });
  symlinkSync(at('real'), at('link'));
  mkdirSync(at('folder'));
  expect(() => replaceFile(at('link'), Buffer.from('new'))).toThrow(
    fault('refused', `\`${at('link')}\` is a symbolic link: only regular files are written`),
  );
  expect(() => replaceFile(at('folder'), Buffer.from('new'))).toThrow(
    fault('refused', `\`${at('folder')}\` is not a regular file: only regular files are written`),
  );
  expect(read('real')).toBe('old');
  expect(lstatSync(at('link')).isSymbolicLink()).toBe(true);
  expect(readdirSync(dir)).toEqual(['folder', 'link', 'real']);
});

test('folders are created with their parents', () => {
  const { at } = sandbox();
  makeFolder(at('a/b/c'));
  makeFolder(at('a/b/c'));
  expect(statSync(at('a/b/c')).isDirectory()).toBe(true);
});

test('after a kill at any step, the file is old or new', async () => {
  const sand = sandbox();
  const arrange = () => sand.write({ '05.yaml': 'old' });
  const seen = new Set<string>();
  const program = [bundle(sand, 'replace-file'), '05.yaml', '3000'];
  for await (const _ of killedAtEachStep(sand, program, arrange)) {
    seen.add(sand.read('05.yaml').replace(/(new)+/, 'new'));
  }
  expect([...seen].sort()).toEqual(['new', 'old']);
});

/** Replaces a file on a small disk in a given state. @returns the error, the files and the text */
async function replaceOnDisk(context: TestContext, state: string): Promise<string> {
  const shell = { before: `printf old > disk/05.yaml\n${state}`, after: 'ls disk; cat disk/05.yaml' };
  const ran = await onSmallDisks(sandbox(), context, ['replace-file', 'disk/05.yaml', '20000'], shell);
  return ran.stdout + ran.stderr;
}

test('a full disk', async (context) => {
  expect(await replaceOnDisk(context, fillDisk)).toBe(
    'disk: cannot write `disk/05.yaml`: the disk is full\n05.yaml\nfill\nold',
  );
});

test('a read-only disk', async (context) => {
  expect(await replaceOnDisk(context, 'mount -o remount,ro disk')).toBe(
    'disk: cannot write `disk/05.yaml`: the file system is read-only\n05.yaml\nold',
  );
});
