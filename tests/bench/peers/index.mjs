/** Who does the same work: ourselves first, then every tool that people might use instead. A tool a file. */
import { ajv } from './ajv.mjs';
import { backlog } from './backlog.mjs';
import { jq } from './jq.mjs';
import { miller } from './miller.mjs';
import { plan } from './plan.mjs';
import { recutils } from './recutils.mjs';
import { taskwarrior } from './taskwarrior.mjs';
import { todoTxt } from './todo-txt.mjs';
import { topydo } from './topydo.mjs';

/**
 * A contestant is `{ name, about, version, files, works }`, and where it is had from: `debian`, or `npm` with
 * `inPackages`, which finds its command in a folder that npm installed to; `command` is its name on the `PATH`.
 * `version` is the words that ask it for its version.
 *
 * `files(items, { sharded })` gives the plan in its own form, as paths and texts (`sharded` is for us alone); `ready` is a command that makes it so, run once,
 * before all is committed. The works get `exe`, the words that start it:
 *
 * - `list.words(exe, { agency, status })`, and `list.ids(stdout)`: the ids of the items that it told;
 * - `count.words(exe)`, and `count.counts(stdout)`: how many, by the values of `count.by`;
 * - `validate.words(exe)`, and `validate.spoil`, `[path, from, to]`: an edit that it must find;
 * - `update.words(exe, item, status)`: gives the item another status, and commits that.
 */
export const contestants = [plan, taskwarrior, recutils, jq, miller, todoTxt, topydo, backlog, ajv];
