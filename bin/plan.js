#!/usr/bin/env node
// The doorstep: argv and process in, exit code out.
const { main, processIo } = require('./load.js').program();

main(process.argv.slice(2), processIo(process)).then((code) => {
  // Nothing that a library left running holds the user up; what was written goes out first.
  process.stdout.write('', () => process.exit(code));
});
