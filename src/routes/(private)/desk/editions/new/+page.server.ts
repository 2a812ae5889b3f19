import { fail, redirect } from '@sveltejs/kit';
import { can, demand } from '#core/access/index.ts';
import { localePath } from '#core/i18n/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { callsDoor } from '#app/calls-door.ts';
import { inLocale } from '#core/i18n/index.ts';
import { suggestFirstDay, suggestIdentity } from '#modules/editions/clone.ts';
import { beginnings, createEdition, type EditionView, planEdition } from '#modules/editions/server/index.ts';
import { editionsToCopy } from '../may-create.ts';
import { requestOf, suggestedForm, type TypedEdition, typedForm } from './new-form.ts';
import { planView, sayPlanProblems } from './plan-view.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** Whoever may make any edition has this page. */
async function open({ locals }: Pick<RequestEvent, 'locals'>) {
	const { ctx, actor } = locals;
	const { mine, within } = await editionsToCopy(ctx, actor);
	demand(ctx, actor, 'edition.create', { within });
	return mine;
}

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const mine = await open(event);
	const { searchParams } = event.url;
	const [from, blank] = [searchParams.get('from') ?? '', searchParams.has('blank')];
	const source = mine.find(({ slug }) => slug === from);
	if (from !== '' && !source) throw notFound();
	const name = (text: EditionView['name']) => inLocale(text, locale).text;
	const { series, organisations } = await beginnings(ctx);
	const holds = (id: string) => can(actor, 'edition.create', { within: { organisation: id } }, ctx.clock) === 'yes';
	const hosts = organisations.filter(({ id }) => holds(id)).map((one) => ({ value: one.slug, label: name(one.name) }));
	const mayFound = can(actor, 'edition.create', { within: {} }, ctx.clock) === 'yes';
	// Whom no organisation would hold has nothing to begin a blank in; he is not let write one in vain.
	const mayBlank = mayFound || hosts.length > 0;
	if (blank && !mayBlank) throw notFound();
	return {
		sources: mine.map((one) => ({
			slug: one.slug,
			short: one.short,
			name: name(one.name),
			firstDay: suggestFirstDay(one),
		})),
		source: source ? { slug: source.slug, short: source.short, name: name(source.name) } : null,
		blank: blank && !source,
		series: series.map((one) => ({ value: one.slug, label: name(one.name) })),
		hosts,
		mayFound,
		mayBlank,
		suggested: source || blank ? suggested(ctx.config, source, searchParams.get('starts')) : null,
	};
};

/** The form before anybody has typed; a first day that can't be read gives the usual one. */
function suggested(
	usual: Parameters<typeof suggestedForm>[2],
	source: EditionView | undefined,
	starts: string | null,
): TypedEdition {
	if (!source) return suggestedForm('', undefined, usual);
	const past = { ...source, name: { en: source.name.en ?? '', zh: source.name.zh ?? '' } };
	try {
		return suggestedForm(source.slug, suggestIdentity(past, starts || suggestFirstDay(past)), usual);
	} catch {
		return suggestedForm(source.slug, suggestIdentity(past, suggestFirstDay(past)), usual);
	}
}

async function plan(event: RequestEvent) {
	const { ctx, actor, locale } = event.locals;
	const typed = typedForm(await event.request.formData());
	const request = requestOf(typed);
	const found = await planEdition(ctx, actor, request, callsDoor);
	const errors = sayPlanProblems(found, locale);
	return { typed, request, found, answer: { typed, plan: planView(found, typed.parts, locale), errors } };
}

export const actions: Actions = {
	preview: async (event) => {
		await open(event);
		const { answer } = await plan(event);
		return answer.errors.length > 0 ? fail(400, answer) : answer;
	},
	create: async (event) => {
		await open(event);
		const { ctx, actor, locale } = event.locals;
		const { request, answer } = await plan(event);
		if (answer.errors.length > 0) return fail(400, answer);
		let slug: string;
		try {
			({ slug } = await createEdition(ctx, actor, request, callsDoor));
		} catch (refusal) {
			// Somebody took the slug in between: what is wrong now stands at its field.
			if (!(refusal instanceof Refusal) || refusal.kind !== 'invalid') throw refusal;
			const now = await planEdition(ctx, actor, request, callsDoor);
			return fail(409, { ...answer, errors: sayPlanProblems(now, locale) });
		}
		redirect(303, localePath(locale, `/desk/${slug}/publish?made`));
	},
};
