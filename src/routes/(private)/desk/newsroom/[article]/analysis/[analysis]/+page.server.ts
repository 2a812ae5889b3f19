import { fail, redirect } from '@sveltejs/kit';
import { localePath } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import {
	analysisForDesk,
	approveAnalysis,
	articleAnalyses,
	editItem,
	rejectAnalysis,
	reopenAnalysis,
	withdrawAnalysis,
} from '#modules/analysis/server/index.ts';
import { sayRefusal } from '#modules/analysis/ui/say.ts';
import { openArticle } from '../../open-article.ts';
import { examineView } from './examine-view.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { head, id } = await openArticle(event);
	const found = await analysisForDesk(ctx, actor, { articleId: id, analysisId: event.params.analysis, locale });
	const others = (await articleAnalyses(ctx, actor, id, locale)).analyses.filter(
		(one) => one.id !== found.id && one.locale === found.locale && one.method !== null,
	);
	const beside = others.find(({ id: other }) => other === event.url.searchParams.get('beside'));
	const other = beside && (await analysisForDesk(ctx, actor, { articleId: id, analysisId: beside.id, locale }));
	return {
		head,
		one: examineView(found),
		others: others.map(({ id: other, version, method, asked, at }) => ({
			id: other,
			version,
			method: method ?? asked,
			at,
		})),
		beside: other ? examineView(other) : null,
		done: event.url.searchParams.get('done'),
		reword: event.url.searchParams.get('reword'),
	};
};

/**
 * An act with an analysis that leads back to its page.
 * @param done what the page says afterwards, or the item that was changed as `#item`
 */
const act =
	(work: (event: RequestEvent, value: (name: string) => string, form: FormData) => Promise<string>) =>
	async (event: RequestEvent) => {
		const { locals, params, request } = event;
		const form = await request.formData();
		const value = (name: string) => String(form.get(name) ?? '');
		let next: string;
		try {
			next = await work(event, value, form);
		} catch (refusal) {
			if (!(refusal instanceof Refusal) || !['invalid', 'conflict'].includes(refusal.kind)) throw refusal;
			const { message, errors } = sayRefusal(refusal, locals.locale);
			return fail(refusal.status, {
				message,
				errors,
				item: value('item'),
				act: event.url.search.slice(2),
				words: value('words'),
				reason: value('reason'),
				checklist: form.getAll('checklist').map(String),
			});
		}
		redirect(303, localePath(locals.locale, `/desk/newsroom/${params.article}/analysis/${params.analysis}${next}`));
	};

const at = (item: string) => `#item-${encodeURIComponent(item)}`;

export const actions: Actions = {
	edit: act(async ({ locals: { ctx, actor }, params: { analysis: analysisId } }, value) => {
		const item = value('item');
		const how = value('act');
		if (how === 'reword') await editItem(ctx, actor, { analysisId, item, act: 'reword', words: value('words') });
		else await editItem(ctx, actor, { analysisId, item, act: how === 'restore' ? 'restore' : 'remove' });
		return at(item);
	}),
	approve: act(async ({ locals: { ctx, actor }, params: { analysis: analysisId } }, value, form) => {
		const checklist = form.getAll('checklist').map(String);
		await approveAnalysis(ctx, actor, { analysisId, checklist, wording: value('wording') });
		return '?done=approved';
	}),
	reject: act(async ({ locals: { ctx, actor }, params: { analysis: analysisId } }, value) => {
		await rejectAnalysis(ctx, actor, { analysisId, reason: value('reason') });
		return '?done=rejected';
	}),
	withdraw: act(async ({ locals: { ctx, actor }, params: { analysis: analysisId } }, value) => {
		await withdrawAnalysis(ctx, actor, { analysisId, reason: value('reason') });
		return '?done=withdrawn';
	}),
	reopen: act(async ({ locals: { ctx, actor }, params: { analysis: analysisId } }) => {
		await reopenAnalysis(ctx, actor, analysisId);
		return '?done=reopened';
	}),
};
