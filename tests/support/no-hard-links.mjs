/** Preloaded with `node --import`, a file system without hard links. */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

fs.linkSync = () => {
  throw Object.assign(new Error('EPERM'), { code: 'EPERM' });
};
syncBuiltinESMExports();
