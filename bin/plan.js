#!/usr/bin/env node
// Runs the built program. Node 22.8 and newer keep its compiled code in a cache.
require('node:module').enableCompileCache?.();
const { main, processIo } = require('../dist/main.js');

const io = processIo(process);
main(process.argv.slice(2), io).then(io.exit);
