import { redirect } from '@sveltejs/kit';
import { localOf } from '#core/clock/index.ts';
import { inLocale, localePath, locales } from '#core/i18n/index.ts';
import { forbidden } from '#core/refusal/index.ts';
import {
	correctStatement,
	makeSnapshot,
	noteDeposit,
	printingsOf,
	rowForDesk,
	saveSettings,
	snapshotsForDesk,
} from '#modules/statements/server/index.ts';
import { deskAct, textOf } from '../../desk-act.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const dones = ['saved', 'corrected', 'asked', 'noted'] as const;

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { ctx, actor, locale } = locals;
	const { row, may } = await rowForDesk(ctx, actor, params.statement);
	if (!may.release) throw forbidden('not-yours-to-do', { action: 'statement.release' });
	const local = (at: number | null) => (at === null ? '' : localOf(at, row.zone).slice(0, 16));
	const printings = (await printingsOf(ctx, row.id)).filter(({ version }) => version === row.currentVersion);
	const language = locales.find((one) => one === url.searchParams.get('language'));
	const erratum = language && printings.filter((text) => text.locale === language).at(-1);
	return {
		id: row.id,
		slug: row.slug,
		state: row.state,
		title: inLocale({ en: row.draft.en?.title ?? '', zh: row.draft.zh?.title ?? '' }, locale).text || row.slug,
		zone: row.zone,
		released: row.releasedAt !== null,
		may,
		settings: {
			kind: row.kind as string,
			zone: row.zone,
			authoritative: row.authoritative as string,
			signed: row.signsFrom === null ? 'no' : 'yes',
			from: local(row.signsFrom),
			until: local(row.signsUntil),
			as: row.signers as string[],
			moderation: row.moderation as string,
			institutions: row.institutions.join('\n'),
		},
		languages: [...new Set(printings.map((text) => text.locale))],
		erratum: erratum ? { language: erratum.locale, title: erratum.title, body: erratum.body } : null,
		snapshots: (await snapshotsForDesk(ctx, actor, { statement: row.id })).map((one) => ({
			reference: one.reference,
			at: one.at,
			named: one.named ?? 0,
			anonymous: one.anonymous ?? 0,
			digest: one.digest,
			failed: one.fault !== null,
			doi: one.doi ?? '',
			withheld: one.withheldAt !== null,
		})),
		done: dones.find((one) => one === url.searchParams.get('done')) ?? null,
	};
};

const back = ({ locals, params }: RequestEvent, done: (typeof dones)[number]) =>
	redirect(303, localePath(locals.locale, `/desk/statements/${params.statement}/settings?done=${done}`));

export const actions: Actions = {
	save: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const form = await event.request.formData();
		const settings = {
			kind: textOf(form, 'kind'),
			zone: textOf(form, 'zone').trim(),
			authoritative: textOf(form, 'authoritative'),
			signed: textOf(form, 'signed'),
			from: textOf(form, 'signing.from').trim(),
			until: textOf(form, 'signing.until').trim(),
			as: form.getAll('signing.as').filter((one): one is string => typeof one === 'string'),
			moderation: textOf(form, 'signing.moderation'),
			institutions: textOf(form, 'signing.institutions'),
		};
		const { kind, zone, authoritative, signed, from, until, as, moderation, institutions } = settings;
		const domains = institutions.split(/[\s,;，；]+/).filter(Boolean);
		const signing = { from, ...(until ? { until } : {}), as, moderation, institutions: domains };
		const { refused } = await deskAct(locale, { settings }, () =>
			saveSettings(ctx, actor, {
				statement: event.params.statement,
				settings: { kind, zone, authoritative, ...(signed === 'yes' ? { signing } : {}) },
			}),
		);
		return refused ?? back(event, 'saved');
	},
	correct: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const form = await event.request.formData();
		const erratum = {
			language: locales.find((one) => one === textOf(form, 'language')) ?? locale,
			title: textOf(form, 'title'),
			body: textOf(form, 'body'),
			note: { en: textOf(form, 'note.en'), zh: textOf(form, 'note.zh') },
		};
		const { language, ...rest } = erratum;
		const { refused } = await deskAct(locale, { erratum }, () =>
			correctStatement(ctx, actor, { statement: event.params.statement, locale: language, ...rest }),
		);
		return refused ?? back(event, 'corrected');
	},
	snapshot: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { refused } = await deskAct(locale, {}, () =>
			makeSnapshot(ctx, actor, { statement: event.params.statement }),
		);
		return refused ?? back(event, 'asked');
	},
	deposit: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const form = await event.request.formData();
		const deposit = { reference: textOf(form, 'reference'), doi: textOf(form, 'doi') };
		const { refused } = await deskAct(locale, { deposit }, () =>
			noteDeposit(ctx, actor, { statement: event.params.statement, ...deposit }),
		);
		return refused ?? back(event, 'noted');
	},
};
