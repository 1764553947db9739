/** Rules about agencies.yaml. */
import type { agencyRules } from '../plan/rules/agencies.ts';
import type { RuleDocs } from './rule-doc.ts';

export const agenciesRuleDocs = {
  'duplicate-agency': {
    why: 'Items refer to agencies by id. If two agencies share an id, nobody can tell which one is responsible, and one of them never appears in a list.',
    wrong:
      'agencies:\n  - { id: mpi, name: Ministry for Primary Industries }\n  - { id: mpi, name: Ministry for Pacific Peoples }\n',
    right:
      'agencies:\n  - { id: mpi, name: Ministry for Primary Industries }\n  - { id: mpp, name: Ministry for Pacific Peoples }\n',
  },
  'ambiguous-name': {
    why: 'People type any name of an agency: `plan list --agency MoH`. If two agencies share the name, the command cannot tell whose work to show.',
    wrong:
      'agencies:\n  - { id: moh, name: Ministry of Health, aliases: [MoH] }\n  - { id: housing, name: Ministry of Housing, aliases: [MOH] }\n',
    right:
      'agencies:\n  - { id: moh, name: Ministry of Health, aliases: [MoH] }\n  - { id: housing, name: Ministry of Housing }\n',
  },
  'similar-agency': {
    why: 'An agency that is listed twice sees only part of its work, and every count by agency is wrong. The rule finds names that differ in word order, in `&` and “and”, in abbreviations or by a letter. If the two are different agencies, nothing needs to change.',
    wrong: 'agencies:\n  - { id: dol, name: Department of Labour }\n  - { id: labour, name: Labour Dept. }\n',
    right: 'agencies:\n  - { id: dol, name: Department of Labour, aliases: [Labour Dept.] }\n',
  },
  'agency-unused': {
    why: 'An agency that no item names was added by mistake, or an item names the wrong agency. It also appears in lists as an agency without work. The rule applies only if items name more than half of the agencies; otherwise the file is taken for a general directory.',
    wrong:
      'agencies:\n  - { id: dol, name: Department of Labour }\n  - { id: police, name: New Zealand Police }\n  - { id: customs, name: New Zealand Customs Service }\n  - { id: mpi, name: Ministry for Primary Industries }   # no item names it\n',
    right:
      'agencies:\n  - { id: dol, name: Department of Labour }\n  - { id: police, name: New Zealand Police }\n  - { id: customs, name: New Zealand Customs Service }\n',
  },
  'successors-out-of-order': {
    why: 'The last successor is the body that is responsible today. If the list is out of order, requests go to a body that no longer exists.',
    wrong:
      'agencies:\n  - id: hnzc\n    name: Housing New Zealand Corporation\n    successors:\n      - { name: Homes for All, from: 2024-07-01 }\n      - { name: Kāinga Ora, from: 2019-10-01 }\n',
    right:
      'agencies:\n  - id: hnzc\n    name: Housing New Zealand Corporation\n    successors:\n      - { name: Kāinga Ora, from: 2019-10-01 }\n      - { name: Homes for All, from: 2024-07-01 }\n',
  },
} satisfies RuleDocs<typeof agencyRules>;
