/** The register of agencies. */
import type { registerRules } from '../plan/rules/register.ts';
import type { Explains } from './explanation.ts';

export const registerExplanations = {
  'duplicate-agency': {
    why: 'Items name agencies by their ids. If two agencies share one, nobody can tell who is responsible for what, and one of them never appears in a list.',
    wrong:
      'agencies:\n  - { id: mpi, name: Ministry for Primary Industries }\n  - { id: mpi, name: Ministry for Pacific Peoples }\n',
    right:
      'agencies:\n  - { id: mpi, name: Ministry for Primary Industries }\n  - { id: mpp, name: Ministry for Pacific Peoples }\n',
  },
  'ambiguous-name': {
    why: 'People ask for an agency by any of its names: `plan list --agency MoH`. A name that means two agencies would give each the other’s work, or one of them nothing at all.',
    wrong:
      'agencies:\n  - { id: moh, name: Ministry of Health, aliases: [MoH] }\n  - { id: housing, name: Ministry of Housing, aliases: [MOH] }\n',
    right:
      'agencies:\n  - { id: moh, name: Ministry of Health, aliases: [MoH] }\n  - { id: housing, name: Ministry of Housing }\n',
  },
} satisfies Explains<typeof registerRules>;
