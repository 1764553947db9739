/** Replaces a file: `replace-file.ts PATH SIZE`. Prints the error where it fails. */
import { replaceFile } from '../../../src/storage/fs.ts';
import { printErrors } from './print-errors.ts';

const [path, size] = process.argv.slice(2);
printErrors(() => replaceFile(path!, Buffer.alloc(Number(size), 'new')));
