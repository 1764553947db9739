#!/usr/bin/env node
// The doorstep: argv and process in, exit code out.
import { main, processIo } from '../dist/main.js';

process.exitCode = await main(process.argv.slice(2), processIo(process));
