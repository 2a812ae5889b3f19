import { fail, redirect } from '@sveltejs/kit';
import { localOf } from '#core/clock/index.ts';
import { localePath, type Locale } from '#core/i18n/index.ts';
import { invalid, Refusal } from '#core/refusal/index.ts';
import { readyLocales } from '#modules/newsroom/article.ts';
import type { ArticleContent } from '#modules/newsroom/article.ts';
import {
	articleHistory,
	articleVersionFor,
	correctArticle,
	discardDraft,
	placeArticle,
	publishArticle,
	retractArticle,
	returnToDraft,
	scheduleArticle,
	setEmbargo,
	submitForReview,
	unscheduleArticle,
} from '#modules/newsroom/server/index.ts';
import { articleDifferences } from '#modules/newsroom/ui/differences.ts';
import { sayRefusal } from '../../refusal-messages.ts';
import { missingOf } from '../missing.ts';
import { type OpenArticle, openArticle } from '../open-article.ts';
import { sayProblem } from '../say-problem.ts';
import { publishMessages } from './messages.ts';
import { readMoment, typedMoment } from './moment-form.ts';
import { atSubmission } from './submission-form.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { head, row } = await openArticle(event);
	const { notes } = await articleHistory(ctx, actor, row.id, locale);
	const number = row.publishedVersion;
	const before =
		number === null ? undefined : (await articleVersionFor(ctx, actor, { articleId: row.id, number })).content;
	const now = ctx.clock.edition.now();
	return {
		head,
		revision: row.revision,
		missing: missingOf(row.findings, row.draft, locale),
		complete: row.findings.every(({ severity }) => severity !== 'error'),
		publishedVersion: number,
		differs: row.differs,
		differsFromPlanned: row.differsFromPlanned,
		differences: before && row.differs ? articleDifferences(before, row.draft, locale) : [],
		ready: readyLocales(row.draft as Pick<ArticleContent, 'texts'>),
		notes,
		may: row.may,
		retraction: row.retraction,
		embargoRuns: row.embargoUntil !== null && row.embargoUntil > now,
		tomorrow: localOf(now + 86_400_000, row.zone).slice(0, 10),
		zones: [...Intl.supportedValuesOf('timeZone'), 'UTC'],
		done: event.url.searchParams.get('done'),
	};
};

type Sent = { form: FormData; value: (name: string) => string; revision: number };
type Words = { en: string; zh: string };

/**
 * An act with an article that leads back to this page, or (`away`) to the list. What was typed comes back with what is wrong.
 * @param done what the page says afterwards
 */
const act =
	(done: string, work: (event: RequestEvent, sent: Sent, opened: OpenArticle) => Promise<'list' | undefined>) =>
	async (event: RequestEvent) => {
		const { locale } = event.locals;
		const opened = await openArticle(event);
		const form = await event.request.formData();
		const value = (name: string) => String(form.get(name) ?? '');
		let next: string | undefined;
		try {
			next = await work(event, { form, value, revision: Number(value('revision')) || 0 }, opened);
		} catch (refusal) {
			return refusedAct(refusal, form, opened, locale);
		}
		const path = next === 'list' ? '/desk/newsroom' : `/desk/newsroom/${opened.id}/publish?done=${done}`;
		redirect(303, localePath(locale, path));
	};

function refusedAct(refusal: unknown, form: FormData, { row, head }: OpenArticle, locale: Locale) {
	if (!(refusal instanceof Refusal) || !['invalid', 'conflict'].includes(refusal.kind)) throw refusal;
	const errors: Record<string, string> = publishMessages[locale].errors;
	// What the draft lacks stands in the list of what is missing already.
	const own = refusal.problems.filter(({ path }) =>
		/^(at|until|note|submission|reason|slug|zone|sure)(\.|$)/.test(path),
	);
	const problems = Object.fromEntries(
		own.map((one) => {
			const path = one.path === 'at' ? 'at.day' : one.path;
			const code = one.path === 'note' && one.code === 'note-missing' ? 'note' : one.code;
			return [path, Object.hasOwn(errors, code) ? (errors[code] as string) : sayProblem(one, locale)];
		}),
	);
	const typed = Object.fromEntries(
		[...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
	);
	const isIncomplete = refusal.kind === 'invalid' && own.length === 0;
	return fail(refusal.status, {
		typed,
		problems,
		missing: isIncomplete
			? missingOf(
					refusal.problems.map((one) => ({ severity: 'error', ...one })),
					row.draft,
					locale,
				)
			: [],
		refused:
			own.length > 0
				? ''
				: isIncomplete
					? publishMessages[locale].publish.wait
					: sayRefusal(refusal, locale, head.zone),
	});
}

const words = (value: Sent['value'], name: string): Words => ({ en: value(`${name}.en`), zh: value(`${name}.zh`) });

export const actions: Actions = {
	submit: act('submitted', async ({ locals: { ctx, actor } }, { value, revision }, { id }) => {
		await submitForReview(ctx, actor, { articleId: id, revision, note: value('submission') }).catch(atSubmission);
		return undefined;
	}),
	publish: act('published', async ({ locals: { ctx, actor } }, { revision }, { id }) => {
		await publishArticle(ctx, actor, { articleId: id, revision });
		return undefined;
	}),
	correct: act('corrected', async ({ locals: { ctx, actor } }, { value, revision }, { id }) => {
		await correctArticle(ctx, actor, { articleId: id, revision, note: words(value, 'note') });
		return undefined;
	}),
	schedule: act('scheduled', async ({ locals: { ctx, actor } }, { form, revision }, { id }) => {
		const typed = typedMoment(form, 'at');
		await scheduleArticle(ctx, actor, { articleId: id, revision, at: readMoment(typed, 'at'), zone: typed.zone });
		return undefined;
	}),
	unschedule: act('unscheduled', async ({ locals: { ctx, actor } }, _, { id }) => {
		await unscheduleArticle(ctx, actor, id);
		return undefined;
	}),
	embargo: act('embargo', async ({ locals: { ctx, actor } }, { form }, { id }) => {
		await setEmbargo(ctx, actor, { articleId: id, until: readMoment(typedMoment(form, 'until'), 'until') });
		return undefined;
	}),
	free: act('free', async ({ locals: { ctx, actor } }, _, { id }) => {
		await setEmbargo(ctx, actor, { articleId: id, until: null });
		return undefined;
	}),
	return: act('returned', async ({ locals: { ctx, actor } }, { value }, { id }) => {
		await returnToDraft(ctx, actor, { articleId: id, note: value('note') });
		return undefined;
	}),
	retract: act('retracted', async ({ locals: { ctx, actor } }, { value }, { id }) => {
		await retractArticle(ctx, actor, { articleId: id, reason: words(value, 'reason') });
		return undefined;
	}),
	place: act('placed', async ({ locals: { ctx, actor } }, { value, form }, { id }) => {
		const slug = form.has('slug') ? value('slug') : undefined;
		await placeArticle(ctx, actor, { articleId: id, slug, zone: value('zone') || undefined });
		return undefined;
	}),
	discard: act('discarded', async ({ locals: { ctx, actor } }, { form, revision }, { id }) => {
		if (!form.has('sure')) throw invalid([{ path: 'sure', code: 'confirm' }]);
		const { discarded } = await discardDraft(ctx, actor, { articleId: id, revision });
		return discarded === 'article' ? 'list' : undefined;
	}),
};
