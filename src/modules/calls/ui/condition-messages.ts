import { catalogue } from '#core/i18n/index.ts';

/** Conditions in words, for whoever reads a form as a whole. */
export const conditionMessages = catalogue(
	{
		only: (condition: string) => `Only if ${condition}.`,
		is: (field: string, values: readonly string[]) => `“${field}” is ${values.map((one) => `“${one}”`).join(' or ')}`,
		filled: (field: string) => `“${field}” is answered`,
		empty: (field: string) => `“${field}” is not answered`,
		between: (field: string, least: string, most: string) => `“${field}” is between ${least} and ${most}`,
		atLeast: (field: string, least: string) => `“${field}” is at least ${least}`,
		atMost: (field: string, most: string) => `“${field}” is at most ${most}`,
		all: (parts: readonly string[]) => parts.join(' and '),
		any: (parts: readonly string[]) => parts.join(' or '),
		not: (part: string) => `it is not so that ${part}`,
		group: (part: string) => `(${part})`,
	},
	{
		only: (condition) => `仅当${condition}时填写。`,
		is: (field, values) => `“${field}”为${values.map((one) => `“${one}”`).join('或')}`,
		filled: (field) => `“${field}”已填写`,
		empty: (field) => `“${field}”未填写`,
		between: (field, least, most) => `“${field}”在 ${least} 与 ${most} 之间`,
		atLeast: (field, least) => `“${field}”不小于 ${least}`,
		atMost: (field, most) => `“${field}”不大于 ${most}`,
		all: (parts) => parts.join('且'),
		any: (parts) => parts.join('或'),
		not: (part) => `并非${part}`,
		group: (part) => `（${part}）`,
	},
);
