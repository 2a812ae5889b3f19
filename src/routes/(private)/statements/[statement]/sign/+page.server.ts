import { personOf } from '#core/access/index.ts';
import { configuredProviders, identitiesOf, mailAddressOf } from '#core/identity/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { readPerson } from '#modules/people/server/index.ts';
import { publicStatement, requestSignature } from '#modules/statements/server/index.ts';
import type { SignatureForm } from '#modules/statements/signature.ts';
import { languagesOf, signerKinds } from '#modules/statements/statement.ts';
import { saySignRefusal } from '#modules/statements/ui/say.ts';
import { fail } from '@sveltejs/kit';
import { headOf, textView } from '../../../../(public)/statements/views.ts';
import type { Actions, PageServerLoad } from './$types';

const texts = [
	'given',
	'family',
	'han',
	'organisation',
	'organisationHan',
	'role',
	'affiliation',
	'country',
	'email',
	'secondName',
	'secondEmail',
	'website',
] as const;
const ticks = ['familyFirst', 'authority', 'orcid', 'consent'] as const;
/** What was typed, so that it stands in the form again. */
type Values = Record<(typeof texts)[number] | 'as' | 'visibility', string> & Record<(typeof ticks)[number], boolean>;

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { ctx, actor, locale } = locals;
	const one = await publicStatement(ctx, params.statement);
	const head = one && headOf(one, locale, ctx.clock.edition.now());
	if (!one || !head || head.phase === 'none') throw notFound();
	const asked = url.searchParams.get('as');
	const as = one.signers.find((kind) => kind === asked) ?? one.signers[0] ?? 'person';
	const language: Locale = one.texts[locale] ? locale : (languagesOf(one.texts, one.authoritative)[0] ?? 'en');
	const text = one.texts[language];
	return {
		head,
		as,
		signers: one.signers,
		text: text ? textView(one.slug, text) : null,
		orcid: await orcidChoice(),
		values: { ...emptyValues(as), ...(await known()) },
	};

	/** What the account says already. */
	async function known(): Promise<Partial<Values>> {
		const personId = personOf(actor);
		if (personId === undefined) return {};
		const person = await readPerson(ctx, personId);
		const { given = '', family = '', han = '' } = person.names;
		return { given, family, han, email: (await mailAddressOf(ctx, personId)) ?? '' };
	}

	/** The iD that he signed in with, or whether he could. */
	async function orcidChoice(): Promise<{ iD: string | null } | null> {
		if (!configuredProviders(ctx.config).some(({ provider }) => provider === 'orcid')) return null;
		const personId = personOf(actor);
		const linked = personId === undefined ? [] : await identitiesOf(ctx, personId);
		return { iD: linked.find(({ provider }) => provider === 'orcid')?.subject ?? null };
	}
};

function emptyValues(as: string): Values {
	const blank = Object.fromEntries(texts.map((name) => [name, ''])) as Record<(typeof texts)[number], string>;
	return { ...blank, as, visibility: 'public', familyFirst: false, authority: false, orcid: false, consent: false };
}

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const { ctx, actor, locale } = locals;
		const form = await request.formData();
		const read = (name: string) => {
			const value = form.get(name);
			return typeof value === 'string' ? value : '';
		};
		const as = signerKinds.find((kind) => kind === read('as')) ?? 'person';
		const values: Values = {
			...emptyValues(as),
			...(Object.fromEntries(texts.map((name) => [name, read(name)])) as Record<(typeof texts)[number], string>),
			...(Object.fromEntries(ticks.map((name) => [name, read(name) === 'yes'])) as Record<
				(typeof ticks)[number],
				boolean
			>),
			visibility: read('visibility') === 'anonymous' ? 'anonymous' : 'public',
		};
		try {
			const input = { statement: params.statement, form: values as SignatureForm, locale, digest: read('digest') };
			await requestSignature(ctx, actor, { ...input, ip: locals.client });
			return { sent: values.email.trim() };
		} catch (thrown) {
			if (!(thrown instanceof Refusal) || thrown.kind === 'not-found' || thrown.kind === 'forbidden') throw thrown;
			return fail(thrown.status, { values, ...saySignRefusal(thrown, locale) });
		}
	},
};
