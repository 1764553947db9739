#!/usr/bin/env node
// The doorstep: argv and process in, exit code out.
const { main, processIo } = require('./load.js').program();

const io = processIo(process);
main(process.argv.slice(2), io).then(io.exit);
