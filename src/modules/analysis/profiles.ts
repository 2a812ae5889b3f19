import type { Bilingual } from '#core/i18n/index.ts';

/**
 * A kind of reader as data. To add one, add a record: what it looks for and how much each concept alone would tell it,
 * from 0 to 1, in the words of `concepts`; a test names a key that is none.
 */
export interface ReaderProfile {
	key: string;
	name: Bilingual;
	/** What this reader wants to know, in a sentence. */
	about: Bilingual;
	/** How relevant a text is that covers this concept wholly and nothing else. */
	concepts: Readonly<Record<string, number>>;
	/** What share of the relevance a concept takes away that speaks against it. */
	against: Readonly<Record<string, number>>;
	/** What is left of the relevance of a text that has nothing to do with space or defence. */
	elsewhere: number;
}

export const readerProfiles: readonly ReaderProfile[] = [
	{
		key: 'industry',
		name: { en: 'Space and defence industry analyst', zh: '航天与防务产业分析师' },
		about: {
			en: 'Who builds what for whom, with which technology, by when, and who competes.',
			zh: '谁为谁研制什么、采用何种技术、何时交付、竞争者是谁。',
		},
		concepts: {
			launch: 0.55,
			defence: 0.55,
			satellites: 0.5,
			procurement: 0.5,
			engineering: 0.45,
			exploration: 0.3,
			sustainability: 0.3,
			insurance: 0.25,
			trade: 0.25,
			regulation: 0.25,
			results: 0.15,
			capital: 0.15,
			diplomacy: 0.15,
			government: 0.1,
		},
		against: { astronomy: 0.5, culture: 0.5, people: 0.55, sport: 0.95, medicine: 0.3 },
		elsewhere: 0.5,
	},
	{
		key: 'finance',
		name: { en: 'Stock and finance market analyst', zh: '股票与金融市场分析师' },
		about: {
			en: 'What companies earn and owe, who invests, what is insured, what contracts and prices change.',
			zh: '企业的收入与负债、谁在投资、谁来承保、合同与价格有何变化。',
		},
		concepts: {
			results: 0.75,
			insurance: 0.75,
			capital: 0.65,
			procurement: 0.35,
			trade: 0.35,
			launch: 0.1,
			regulation: 0.1,
			satellites: 0.1,
		},
		against: {
			diplomacy: 0.3,
			'public-interest': 0.35,
			astronomy: 0.7,
			culture: 0.5,
			people: 0.7,
			sport: 0.9,
			medicine: 0.5,
		},
		elsewhere: 0.7,
	},
	{
		key: 'policy',
		name: { en: 'Government policy analyst', zh: '政府政策分析师' },
		about: {
			en: 'What states decide, regulate, pay for and agree on, and what it means for the public.',
			zh: '国家作出哪些决定、监管、投入与约定，对公众意味着什么。',
		},
		concepts: {
			regulation: 0.6,
			government: 0.55,
			diplomacy: 0.55,
			defence: 0.4,
			'public-interest': 0.45,
			sustainability: 0.3,
			exploration: 0.05,
			satellites: 0.05,
		},
		against: { astronomy: 0.7, culture: 0.3, people: 0.4, sport: 0.95, medicine: 0.4 },
		elsewhere: 0.75,
	},
];
