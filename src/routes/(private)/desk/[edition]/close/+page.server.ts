import { fail, redirect } from '@sveltejs/kit';
import { callsDoor } from '#app/calls-door.ts';
import { closingDoor } from '#app/closing-door.ts';
import { inLocale, localePath } from '#core/i18n/index.ts';
import { type Problem, Refusal } from '#core/refusal/index.ts';
import { smallestTold } from '#modules/editions/closing-report.ts';
import { nameOfRecord } from '#modules/editions/record-names.ts';
import {
	bundleFromDatabase,
	closeEdition,
	closingMatters,
	closingReport,
	reopenEdition,
	reportOf,
} from '#modules/editions/server/index.ts';
import { recordsOf } from '#modules/editions/records.ts';
import { openEditionDesk } from '../../open-desk.ts';
import { messages } from './messages.ts';
import type { Actions, PageServerLoad } from './$types';

/** What is unfinished, what the report would say, what came of the edition; or, once it is closed, its report. */
export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { edition } = await openEditionDesk(event, 'edition.close');
	const { slug, short, zone } = edition;
	const bundle = (await bundleFromDatabase(ctx, slug, callsDoor))?.bundle;
	const base = {
		slug,
		short,
		zone,
		outcomes: {
			documents: bundle?.outcomes?.documents.length ?? 0,
			figures: bundle?.outcomes?.figures.length ?? 0,
			pictures: bundle?.outcomes?.pictures.length ?? 0,
		},
	};
	const kept = await reportOf(ctx, edition.id);
	if (kept) return { ...base, closedAt: kept.at, report: kept.report, matters: [] };
	const records = bundle ? recordsOf(bundle) : {};
	const named = (name: string | Partial<Record<'en' | 'zh', string>>) =>
		inLocale(typeof name === 'string' ? nameOfRecord(records, name) : name, locale).text;
	const matters = await closingMatters(ctx, actor, edition, closingDoor);
	return {
		...base,
		closedAt: null,
		report: await closingReport(ctx, edition, closingDoor, smallestTold),
		matters: matters.map(({ title, names, ...rest }) => ({
			...rest,
			title: title ? inLocale(title, locale).text : '',
			names: names.map(named),
		})),
	};
};

function reasonsIn(form: FormData): Record<string, string> {
	const reasons: Record<string, string> = {};
	for (const [name, value] of form) {
		if (name.startsWith('matters.') && typeof value === 'string') reasons[name.slice('matters.'.length)] = value;
	}
	return reasons;
}

export const actions: Actions = {
	close: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { edition } = await openEditionDesk(event, 'edition.close');
		const reasons = reasonsIn(await event.request.formData());
		try {
			await closeEdition(ctx, actor, edition.id, reasons, closingDoor);
		} catch (refusal) {
			if (!(refusal instanceof Refusal)) throw refusal;
			if (refusal.kind === 'invalid') return fail(400, { reasons, errors: said(refusal.problems, locale) });
			if (refusal.code !== 'edition-closed') throw refusal;
		}
		redirect(303, localePath(locale, `/desk/${edition.slug}/close`));
	},
	reopen: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { edition } = await openEditionDesk(event, 'edition.close');
		const reason = String((await event.request.formData()).get('reason') ?? '');
		try {
			await reopenEdition(ctx, actor, edition.id, reason);
		} catch (refusal) {
			if (!(refusal instanceof Refusal)) throw refusal;
			if (refusal.kind === 'invalid') return fail(400, { reasons: { reason }, errors: said(refusal.problems, locale) });
			if (refusal.code !== 'edition-not-closed') throw refusal;
		}
		redirect(303, localePath(locale, `/desk/${edition.slug}/close`));
	},
};

function said(problems: readonly Problem[], locale: 'en' | 'zh'): { path: string; message: string }[] {
	const t = messages[locale].problems;
	return problems.map(({ path, code, params }) => ({
		path,
		message:
			code === 'too-long' ? t.tooLong(Number(params?.max ?? 0)) : code === 'matter-blocks' ? t.blocks : t.reasonMissing,
	}));
}
