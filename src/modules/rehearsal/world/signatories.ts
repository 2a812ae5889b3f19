import type { SignatureForm } from '#modules/statements/signature.ts';
import { inventName } from './names.ts';
import { institutions } from './places.ts';
import { createRandom } from './random.ts';

/** Somebody invented who signs a statement. */
export interface InventedSignatory {
	number: number;
	form: SignatureForm;
	language: 'en' | 'zh';
	/** When, as a part of the span in which they sign: most in the first hours. */
	arrives: number;
	/** He never opens the letter. */
	forgets: boolean;
}

const roles = {
	en: ['Professor', 'Research fellow', 'Engineer', 'Doctoral student', 'Lecturer', 'Head of laboratory'],
	zh: ['教授', '研究员', '高级工程师', '博士研究生', '讲师', '实验室主任'],
} as const;

/** People under a statement, the same for everybody: some not named, some organisations, one joke, some who never confirm. */
export function inventSignatories(count: number, seed = 2021_11_20): InventedSignatory[] {
	const random = createRandom(seed);
	const taken = new Set<string>();
	return Array.from({ length: count }, (_, number) => {
		const place = random.pick(institutions);
		const language = place.country === 'CN' ? ('zh' as const) : ('en' as const);
		let name = inventName(random, place.country);
		const address = () =>
			`${name.given}.${name.family}`
				.toLowerCase()
				.normalize('NFKD')
				.replace(/[^a-z.]/g, '');
		for (let tries = 0; tries < 20 && taken.has(address()); tries += 1) name = inventName(random, place.country);
		const local = taken.has(address()) ? `${address()}.x` : address();
		taken.add(local);
		const shared: SignatureForm = {
			given: name.given,
			family: name.family,
			han: name.han ?? '',
			role: random.pick(roles[language]),
			affiliation: place[language],
			country: place.country,
			visibility: random.chance(0.1) ? 'anonymous' : 'public',
			email: `${local}@${random.chance(0.25) ? 'post.example' : place.domain}`,
			consent: true,
		};
		const organises = number % 16 === 7;
		const form: SignatureForm = organises
			? {
					...shared,
					as: 'organisation',
					organisation: place.en,
					organisationHan: place.zh,
					visibility: 'public',
					authority: true,
					secondName: 'Sample Office',
					secondEmail: `office@${place.domain}`,
				}
			: number === 9
				? {
						...shared,
						given: 'Mickey',
						family: 'Mouse',
						han: '',
						visibility: 'public',
						email: 'mickey@throwaway.example',
					}
				: shared;
		return { number, form, language, arrives: random.next() ** 3, forgets: number % 23 === 11 };
	});
}
