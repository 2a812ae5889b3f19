import { redirect } from '@sveltejs/kit';
import { inLocale, localePath } from '#core/i18n/index.ts';
import { invalid, Refusal } from '#core/refusal/index.ts';
import { countryName } from '#core/text/index.ts';
import { displayName } from '#modules/people/name.ts';
import {
	acceptSignatures,
	listForModeration,
	placeFirst,
	rowForDesk,
	refuseSignatures,
	revealSignature,
} from '#modules/statements/server/index.ts';
import { pageNumber, type SignatureState, signatureStateNames } from '#modules/statements/signature.ts';
import { shownName } from '#modules/statements/ui/shown-name.ts';
import { deskAct, textOf } from '../../desk-act.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const stateOf = (url: URL): SignatureState =>
	signatureStateNames.find((one) => one === url.searchParams.get('state')) ?? 'waiting';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { ctx, actor, locale } = locals;
	const state = stateOf(url);
	const search = (url.searchParams.get('q') ?? '').trim().slice(0, 100);
	const input = { statement: params.statement, state, search, page: pageNumber(url.searchParams.get('page')) };
	const list = await listForModeration(ctx, actor, input);
	const { row, may } = await rowForDesk(ctx, actor, params.statement);
	return {
		id: row.id,
		slug: row.slug,
		stands: row.state,
		title: inLocale({ en: row.draft.en?.title ?? '', zh: row.draft.zh?.title ?? '' }, locale).text || row.slug,
		zone: row.zone,
		may,
		state,
		search,
		list: {
			...list,
			items: list.items.map(({ names, ...item }) => ({
				...item,
				shown: names && shownName(names, item.as, locale),
				country: item.country ? countryName(item.country, locale) : '',
			})),
		},
		done: /^(accepted|refused|first)-(\d{1,3})$/.exec(url.searchParams.get('done') ?? '')?.slice(1, 3) ?? null,
	};
};

function back({ locals, params, url }: RequestEvent, done: string) {
	const query = new URLSearchParams({ state: stateOf(url), done });
	return redirect(303, localePath(locals.locale, `/desk/statements/${params.statement}/signatures?${query}`));
}

/** The signatures that were ticked. */
const chosen = (form: FormData) => form.getAll('signature').filter((one): one is string => typeof one === 'string');

/** Each signature has a form of its own: what is wrong is said at the field of that one. */
async function atField<T>(path: string, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (thrown) {
		if (!(thrown instanceof Refusal) || thrown.kind !== 'invalid') throw thrown;
		throw invalid(thrown.problems.map((one) => ({ ...one, path })));
	}
}

export const actions: Actions = {
	accept: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const form = await event.request.formData();
		const { value, refused } = await deskAct(locale, { chosen: chosen(form), reason: '' }, () =>
			acceptSignatures(ctx, actor, { statement: event.params.statement, signatures: chosen(form) }),
		);
		return refused ?? back(event, `accepted-${value}`);
	},
	refuse: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const form = await event.request.formData();
		const typed = { chosen: chosen(form), reason: textOf(form, 'reason') };
		const input = { statement: event.params.statement, signatures: typed.chosen, reason: typed.reason };
		const { value, refused } = await deskAct(locale, typed, () => refuseSignatures(ctx, actor, input));
		return refused ?? back(event, `refused-${value}`);
	},
	reveal: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const form = await event.request.formData();
		const typed = { signature: textOf(form, 'one'), why: textOf(form, 'why') };
		const input = { statement: event.params.statement, signature: typed.signature, reason: typed.why };
		const { value, refused } = await deskAct(locale, typed, () =>
			atField(`why-${typed.signature}`, () => revealSignature(ctx, actor, input)),
		);
		if (refused || !value) return refused;
		const { names, role, affiliation, domain } = value;
		return { revealed: [displayName(names, locale), role, affiliation, domain].filter(Boolean).join(' · ') };
	},
	first: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const form = await event.request.formData();
		const typed = { signature: textOf(form, 'one'), place: textOf(form, 'place').trim() };
		const { refused } = await deskAct(locale, typed, () =>
			atField(`place-${typed.signature}`, () => {
				if (!/^([1-9]\d{0,2})?$/.test(typed.place)) throw invalid([{ path: 'place', code: 'not-a-place' }]);
				const place = typed.place === '' ? null : Number(typed.place);
				return placeFirst(ctx, actor, { statement: event.params.statement, signature: typed.signature, place });
			}),
		);
		return refused ?? back(event, 'first-0');
	},
};
