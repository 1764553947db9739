/** Names that are taken for one agency, and real agencies that must not be. */

import { describe, expect, test } from 'vitest';
import type { Agency } from '../../../../schemas/agencies.ts';
import { similarAgency } from '../../../../src/plan/rules/similar-agencies.ts';
import fc, { times } from '../../../support/property.ts';

const register = (...names: string[]): Agency[] => names.map((name, index) => ({ id: `a${index}`, name }));

const found = (agencies: readonly Agency[]) => [...similarAgency.check(agencies, { items: null })];

describe('one agency in two spellings', () => {
  test.each([
    ['Department of Labour', 'Labour Department'],
    ['Department of Labour', 'The Dept of Labour'],
    ['Department of Labour', 'Department of Labor'],
    ['Department of Labour', 'DoL'],
    ['Ministry of Health', 'Health Ministry'],
    ['Ministry of Health', 'Min. of Health'],
    ['Ministry for the Environment', 'Ministry of Environment'],
    ['Ministry of Foreign Affairs and Trade', 'Ministry of Foreign Affairs & Trade'],
    ['Ministry of Foreign Affairs and Trade', 'MFAT'],
    ['Ministry of Business, Innovation and Employment', 'Ministry of Business Innovation & Employment'],
    ['New Zealand Customs Service', 'NZ Customs Service'],
    ['New Zealand Customs Service', 'Customs Service'],
    ['New Zealand Customs Service', 'New Zealand Cusotms Service'],
    ['New Zealand Police', 'Police'],
    ['Accident Compensation Corporation', 'ACC'],
    ['Accident Compensation Corporation', 'Accident Compensation Corp.'],
    ['Non-governmental organisations', 'Non governmental organizations'],
    ['Ministry of Women’s Affairs', 'Ministry of Womens Affairs'],
    ['Ministry of Māori Development', 'Ministry of Maori Developement'],
    ['Department of Internal Affairs', 'Internal Affairs Department'],
    ['Housing New Zealand Corporation', 'Housing NZ Corporation'],
  ])('%s, %s', (one, other) => {
    expect(found(register(one, other))).toHaveLength(1);
    expect(found(register(other, one))).toHaveLength(1);
  });

  test('names include successors, aliases and ids', () => {
    const agencies: Agency[] = [
      {
        id: 'dol',
        name: 'Department of Labour',
        successors: [{ name: 'Business & Employment', from: '2012-07-01' }],
      },
      { id: 'business', name: 'Employment and Business' },
      { id: 'health', name: 'Ministry of Health', aliases: ['Public Health Service'] },
      { id: 'public-health-service', name: 'Health Protection' },
    ];
    expect(found(agencies).map(({ path }) => path)).toEqual([
      ['agencies', 1, 'name'],
      ['agencies', 3, 'id'],
    ]);
  });

  test('is reported once for two agencies', () => {
    const agencies: Agency[] = [
      { id: 'moh', name: 'Ministry of Health', aliases: ['Min. of Health', 'Health Ministry'] },
      { id: 'health', name: 'Ministry for Health', aliases: ['The Ministry of Health'] },
    ];
    expect(found(agencies)).toHaveLength(1);
  });
});

/** Public bodies and councils of New Zealand from several decades, many with similar names. */
const bodies = `
Accident Compensation Corporation; Aotearoa New Zealand; Archives New Zealand; Aviation Security Service; Broadcasting Commission;
Canterbury Earthquake Recovery Authority; Career Services; Charities Commission; Children’s Commissioner; Civil Aviation Authority;
Commerce Commission; Creative New Zealand; Crown Law Office; Department for Courts; Department of Building and Housing;
Department of Conservation; Department of Corrections; Department of Internal Affairs; Department of Labour;
Department of the Prime Minister and Cabinet; Department of Child, Youth and Family Services; Department of Social Welfare;
Education New Zealand; Education Review Office; Electoral Commission; Electricity Authority; Energy Efficiency and Conservation Authority;
Environmental Protection Authority; Environmental Risk Management Authority; Families Commission; Financial Markets Authority;
Fire and Emergency New Zealand; Fire Service Commission; Government Communications Security Bureau; Government Superannuation Fund Authority;
Health and Disability Commissioner; Health New Zealand; Health Promotion Agency; Health Quality and Safety Commission;
Health Research Council; Heritage New Zealand; Housing New Zealand Corporation; Human Rights Commission; Immigration New Zealand;
Independent Police Conduct Authority; Inland Revenue Department; Kāinga Ora – Homes and Communities; Land Information New Zealand;
Land Transport New Zealand; Law Commission; Maritime New Zealand; Mental Health Commission; Ministry for Culture and Heritage;
Ministry for Ethnic Communities; Ministry for Pacific Peoples; Ministry for Primary Industries; Ministry for Regulation;
Ministry for the Environment; Ministry for Women; Ministry of Agriculture and Forestry; Ministry of Business, Innovation and Employment;
Ministry of Civil Defence and Emergency Management; Ministry of Consumer Affairs; Ministry of Defence; Ministry of Disabled People;
Ministry of Economic Development; Ministry of Education; Ministry of Fisheries; Ministry of Foreign Affairs and Trade; Ministry of Health;
Ministry of Housing and Urban Development; Ministry of Justice; Ministry of Māori Development; Ministry of Pacific Island Affairs;
Ministry of Research, Science and Technology; Ministry of Social Development; Ministry of Transport; Ministry of Women’s Affairs;
Ministry of Youth Development; National Emergency Management Agency; National Library of New Zealand; New Zealand Antarctic Institute;
New Zealand Customs Service; New Zealand Defence Force; New Zealand Fire Service; New Zealand Police; New Zealand Post;
New Zealand Qualifications Authority; New Zealand Security Intelligence Service; New Zealand Teachers Council; New Zealand Tourism Board;
New Zealand Trade and Enterprise; New Zealand Transport Agency; NZ On Air; Office of Film and Literature Classification;
Office of the Auditor-General; Office of the Ombudsman; Oranga Tamariki; Parliamentary Counsel Office; Parliamentary Service;
Parliamentary Commissioner for the Environment; Pharmaceutical Management Agency; Police Complaints Authority; Privacy Commissioner;
Public Service Commission; Public Trust; Reserve Bank of New Zealand; Retirement Commission; Securities Commission; Serious Fraud Office;
Social Workers Registration Board; Sport New Zealand; State Services Commission; Statistics New Zealand; Takeovers Panel; Te Kawa Mataaho;
Te Mātāwai; Te Māngai Pāho; Te Papa Tongarewa; Te Puni Kōkiri; Te Arawhiti; Te Whatu Ora; Te Aka Whai Ora; Tertiary Education Commission;
Transport Accident Investigation Commission; Treasury; Waka Kotahi; Walking Access Commission; WorkSafe New Zealand; Work and Income;
Auckland Council; Auckland City Council; Ashburton District Council; Buller District Council; Carterton District Council;
Central Hawke’s Bay District Council; Central Otago District Council; Christchurch City Council; Clutha District Council; Dunedin City Council;
Environment Canterbury; Environment Southland; Far North District Council; Gisborne District Council; Gore District Council;
Greater Wellington Regional Council; Grey District Council; Hamilton City Council; Hastings District Council; Hauraki District Council;
Hawke’s Bay Regional Council; Horizons Regional Council; Horowhenua District Council; Hurunui District Council; Hutt City Council;
Invercargill City Council; Kaikōura District Council; Kaipara District Council; Kāpiti Coast District Council; Kawerau District Council;
Mackenzie District Council; Manawatū District Council; Marlborough District Council; Masterton District Council;
Matamata-Piako District Council; Napier City Council; Nelson City Council; New Plymouth District Council; Northland Regional Council;
Ōpōtiki District Council; Otago Regional Council; Ōtorohanga District Council; Palmerston North City Council; Porirua City Council;
Queenstown-Lakes District Council; Rangitīkei District Council; Rotorua Lakes Council; Ruapehu District Council; Selwyn District Council;
South Taranaki District Council; South Waikato District Council; South Wairarapa District Council; Southland District Council;
Southland Regional Council; Stratford District Council; Taranaki Regional Council; Tararua District Council; Tasman District Council;
Taupō District Council; Tauranga City Council; Thames-Coromandel District Council; Timaru District Council; Upper Hutt City Council;
Lower Hutt City Council; Waikato District Council; Waikato Regional Council; Waimakariri District Council; Waimate District Council;
Waipā District Council; Wairoa District Council; Waitaki District Council; Waitomo District Council; Wellington City Council;
West Coast Regional Council; Western Bay of Plenty District Council; Westland District Council; Whakatāne District Council;
Whanganui District Council; Whangārei District Council; Bay of Plenty Regional Council; Chatham Islands Council;
Northland District Health Board; Southland District Health Board; Waikato District Health Board; Wairarapa District Health Board;
Waitematā District Health Board; Whanganui District Health Board; West Coast District Health Board; Hutt Valley District Health Board;
MidCentral District Health Board; Nelson Marlborough District Health Board; South Canterbury District Health Board; Capital and Coast District Health Board;
Region 1 Office; Region 2 Office; Ngāti Awa; Ngāti Apa; Ngāti Whare; Ngāti Whātua; Ngāti Porou; Ngāti Pāoa; Ngāi Tahu; Ngāi Tai;
Red Cross; Women’s Refuge; The Salvation Army; Citizens Advice Bureau; Council of Trade Unions; Business New Zealand; Law Society
`
  .trim()
  .split(/;\s*/);

test('real public bodies are all different', () => {
  expect(bodies.length).toBeGreaterThan(200);
  expect(found(register(...bodies)).map(({ message }) => message)).toEqual([]);
});

test('and so are their aliases', () => {
  const agencies: Agency[] = [
    { id: 'moh', name: 'Ministry of Health', aliases: ['MoH', 'Health'] },
    { id: 'hnz', name: 'Health New Zealand', aliases: ['Te Whatu Ora', 'HNZ'] },
    { id: 'hnzc', name: 'Housing New Zealand Corporation', aliases: ['HNZC', 'Housing'] },
    { id: 'mohud', name: 'Ministry of Housing', aliases: ['HUD'] },
    { id: 'hrc', name: 'Te Kāhui Tika Tangata', aliases: ['HRC'] },
    { id: 'research', name: 'Health Research Council' },
    { id: 'nzdf', name: 'New Zealand Defence Force', aliases: ['Defence Force'] },
    { id: 'mod', name: 'Ministry of Defence', aliases: ['Defence'] },
  ];
  expect(found(agencies)).toEqual([]);
});

test('any names can be compared, and each finding has the path of one of them', () => {
  const name = fc.oneof(
    fc.string({ minLength: 1, unit: 'grapheme' }),
    fc.constantFrom(
      'Ministry of Health',
      'constructor',
      '__proto__',
      'NZ',
      'of the',
      '…',
      'x '.repeat(5000),
      'y'.repeat(50_000),
    ),
  );
  fc.assert(
    fc.property(fc.array(name, { maxLength: 12 }), (names) => {
      for (const { path } of found(register(...names)))
        expect(path).toEqual(['agencies', expect.any(Number), expect.stringMatching(/^(id|name)$/)]);
    }),
    { numRuns: times(50) },
  );
});

test('the time is linear in the number of agencies', () => {
  const many = Array.from(
    { length: 3000 },
    (_, at) =>
      `Agency ${at
        .toString(36)
        .replace(/\d/g, (d) => 'qrstuvwxyz'[+d]!)
        .padStart(4, 'q')} of the District`,
  );
  expect(found(register(...many))).toEqual([]);
});
