/** The register of agencies. */
import type { registerRules } from '../plan/rules/agencies.ts';
import type { RuleDocs } from './rule-doc.ts';

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
  'similar-agency': {
    why: 'The document this program was first made for writes a dozen agencies in 34 ways. Taken for two, an agency is asked for half its work, and every count by agency is wrong. This looks for other word orders, `&` for “and”, abbreviations and slips of a letter; where two such names are two agencies after all, nothing is wrong.',
    wrong: 'agencies:\n  - { id: dol, name: Department of Labour }\n  - { id: labour, name: Labour Dept. }\n',
    right: 'agencies:\n  - { id: dol, name: Department of Labour, aliases: [Labour Dept.] }\n',
  },
  'agency-unused': {
    why: 'An agency that no item names is there by mistake, or an item that should name it names another. It also appears in lists of agencies as one that owes nothing. Where items name half of the agencies or fewer, the register is taken for a list of all there are.',
    wrong:
      'agencies:\n  - { id: dol, name: Department of Labour }\n  - { id: police, name: New Zealand Police }\n  - { id: customs, name: New Zealand Customs Service }\n  - { id: mpi, name: Ministry for Primary Industries }   # no item names it\n',
    right:
      'agencies:\n  - { id: dol, name: Department of Labour }\n  - { id: police, name: New Zealand Police }\n  - { id: customs, name: New Zealand Customs Service }\n',
  },
  'successors-out-of-order': {
    why: 'The last successor is the body that answers today. Out of order, letters go to one that is gone.',
    wrong:
      'agencies:\n  - id: hnzc\n    name: Housing New Zealand Corporation\n    successors:\n      - { name: Homes for All, from: 2024-07-01 }\n      - { name: Kāinga Ora, from: 2019-10-01 }\n',
    right:
      'agencies:\n  - id: hnzc\n    name: Housing New Zealand Corporation\n    successors:\n      - { name: Kāinga Ora, from: 2019-10-01 }\n      - { name: Homes for All, from: 2024-07-01 }\n',
  },
} satisfies RuleDocs<typeof registerRules>;
