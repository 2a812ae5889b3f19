import { z } from 'zod';
import type { Problem } from '#core/refusal/index.ts';
import { cleanText, isCountry, isEmail } from '#core/text/index.ts';
import type { PersonNames } from '#modules/people/name.ts';
import { looksLikeLink } from './link-like.ts';
import { type SignerKind, signerKinds } from './statement.ts';

/** `waiting` for the desk, `public` (named or counted), `refused` by the desk. Who withdraws leaves no row. */
export const signatureStateNames = ['waiting', 'public', 'refused'] as const;
export type SignatureState = (typeof signatureStateNames)[number];

/** The consent that is asked for; the words of each version stand in `ui/consent.ts` and are never changed. */
export const consentVersion = '2026-1';

/** A signature that was asked for and never confirmed is forgotten after so many days. */
export const requestDays = 7;
/** So many letters of confirmation go to one mailbox in a day. */
export const mostLetters = 4;
/** How many names a page of the list shows. */
export const pageSize = 100;
/** No list has more pages. */
export const mostPages = 1_000_000;

/** Which page somebody asks for by an address that he may have typed: the first where it names none. Pure. */
export function pageNumber(asked: unknown): number {
	const page = Number(asked ?? 1);
	return Number.isSafeInteger(page) && page >= 1 && page <= mostPages ? page : 1;
}

const most = { name: 100, text: 200 } as const;

const line = (max: number) =>
	z
		.string()
		.max(2000, 'too-long')
		.transform((text) => cleanText(text, { lines: false }).replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, ''))
		.pipe(z.string().max(max, 'too-long'));
const tick = z.boolean().default(false);
const email = line(254).refine((text) => text === '' || isEmail(text), 'not-an-address');

/** What the form of a signature sends. `website` is a field that people do not see: whoever fills it in is no person. */
export const signatureFormSchema = z.object({
	as: z.enum(signerKinds).default('person'),
	given: line(most.name).default(''),
	family: line(most.name).default(''),
	han: line(most.name).default(''),
	familyFirst: tick,
	organisation: line(most.text).default(''),
	organisationHan: line(most.text).default(''),
	role: line(most.text).default(''),
	affiliation: line(most.text).default(''),
	country: z
		.string()
		.max(2)
		.default('')
		.refine((code) => code === '' || isCountry(code), 'no-such-country'),
	visibility: z.enum(['public', 'anonymous']).default('public'),
	email,
	authority: tick,
	secondName: line(most.text).default(''),
	secondEmail: email.default(''),
	orcid: tick,
	consent: tick,
	website: z.string().default(''),
});
/** What the letters to the signer and to a second contact repeat. */
const repeated = ['given', 'family', 'han', 'organisation', 'organisationHan', 'role', 'secondName'] as const;
export type SignatureForm = z.input<typeof signatureFormSchema>;

/** What a signature says of its signer, as it was given. */
export interface SignatureContent {
	as: SignerKind;
	/** Of the organisation as `full` and `han`, where one signs. */
	names: PersonNames;
	role: string;
	affiliation: string;
	country: string | null;
	isPublic: boolean;
	/** Who signs for an organisation, and whom else one can ask there; told to the desk, never published. */
	contact: { signer: PersonNames; second: { name: string; email: string } } | null;
}

export interface ReadSignature {
	content: SignatureContent;
	email: string;
	/** Whether he asks for his ORCID iD to stand beside his name. */
	wantsOrcid: boolean;
}

/** Names as they were typed: with the family name first where he says so. Pure. */
function namesOf(form: z.output<typeof signatureFormSchema>): PersonNames {
	const { given, family, han, familyFirst } = form;
	return {
		...(given ? { given } : {}),
		...(family ? { family } : {}),
		...(han ? { han } : {}),
		...(familyFirst && given && family ? { full: `${family} ${given}` } : {}),
	};
}

/** Reads a posted form; every wrong field is named by its first fault. Pure. */
export function readSignature(
	input: unknown,
	allowed: readonly SignerKind[],
): { value: ReadSignature } | { problems: Problem[] } {
	const read = signatureFormSchema.safeParse(input);
	const problems = new Map<string, Problem>();
	const wrong = (path: string, code: string, params?: Problem['params']) => {
		if (!problems.has(path)) problems.set(path, { path, code, ...(params ? { params } : {}) });
	};
	if (!read.success) {
		for (const issue of read.error.issues) {
			const path = issue.path.join('.');
			const max = 'maximum' in issue ? Number(issue.maximum) : most.text;
			const code = /^[a-z-]+$/.test(issue.message) ? issue.message : 'missing';
			wrong(path, code, code === 'too-long' ? { max } : undefined);
		}
		return { problems: [...problems.values()] };
	}
	const form = read.data;
	if (form.website !== '') wrong('website', 'leave-empty');
	if (!allowed.includes(form.as)) wrong('as', 'not-so');
	if (form.as === 'organisation') {
		if (!form.organisation && !form.organisationHan) wrong('organisation', 'missing');
		if (!form.role) wrong('role', 'missing');
		if (!form.authority) wrong('authority', 'tick');
		if (!form.secondName) wrong('secondName', 'missing');
		if (!form.secondEmail) wrong('secondEmail', 'missing');
		else if (form.secondEmail.toLowerCase() === form.email.toLowerCase()) wrong('secondEmail', 'another-address');
		// An organisation that is counted and not named has signed nothing.
		if (form.visibility === 'anonymous') wrong('visibility', 'organisations-are-named');
	}
	if (!form.family && !form.given && !form.han) wrong('family', 'missing');
	// What letters repeat leads nowhere: a stranger's link would come to a mailbox under our name.
	for (const path of repeated) if (looksLikeLink(form[path])) wrong(path, 'no-links');
	if (!form.email) wrong('email', 'missing');
	if (!form.consent) wrong('consent', 'tick');
	if (problems.size > 0) return { problems: [...problems.values()] };
	return { value: { content: contentOf(form), email: form.email.toLowerCase(), wantsOrcid: form.orcid } };
}

function contentOf(form: z.output<typeof signatureFormSchema>): SignatureContent {
	const shared = { role: form.role, country: form.country || null };
	if (form.as === 'person') {
		const { affiliation, visibility } = form;
		return {
			...shared,
			as: 'person',
			names: namesOf(form),
			affiliation,
			isPublic: visibility === 'public',
			contact: null,
		};
	}
	const { organisation, organisationHan } = form;
	return {
		...shared,
		as: 'organisation',
		names: { ...(organisation ? { full: organisation } : {}), ...(organisationHan ? { han: organisationHan } : {}) },
		affiliation: '',
		isPublic: true,
		contact: { signer: namesOf(form), second: { name: form.secondName, email: form.secondEmail.toLowerCase() } },
	};
}
