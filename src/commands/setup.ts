import type { Verb } from './verb.ts';
export const verb: Verb = { summary: '', examples: [], formats: ['text', 'text'], run: async () => 0 };
