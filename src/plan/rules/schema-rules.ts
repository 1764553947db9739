/** Every way in which a shape can be wrong, and what must hold. */
export const schemaRules = {
  'missing-key': 'A mapping has every key that it needs.',
  'unknown-key': 'A mapping has no key but those that are known, and those that start with `x-`.',
  'unknown-word': 'Where only certain words can stand, one of them stands.',
  'wrong-type': 'Text is text, a list is a list, a mapping is a mapping.',
  'wrong-form': 'A date, an id, an address or a line of words has the form of one.',
} as const;
export type SchemaRule = keyof typeof schemaRules;
