import { redirect } from '@sveltejs/kit';
import { type Locale, localePath, locales } from '#core/i18n/index.ts';
import { instantOf } from '#core/clock/index.ts';
import { invalid } from '#core/refusal/index.ts';
import { differenceByWords } from '#core/text/index.ts';
import { displayName } from '#modules/people/name.ts';
import {
	addToGroup,
	cancelRelease,
	commentOnDraft,
	printingsOf,
	readDraft,
	readForDesk,
	releaseStatement,
	removeFromGroup,
	rowForDesk,
	saveStatementDraft,
} from '#modules/statements/server/index.ts';
import type { StatementText, StatementTexts } from '#modules/statements/statement.ts';
import { deskAct, textOf } from '../desk-act.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const whole = (text: StatementText | undefined) => (text ? `${text.title}\n\n${text.body}` : '');
const dones = ['saved', 'commented', 'group', 'released', 'planned', 'cancelled'] as const;

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { ctx, actor, locale } = locals;
	const found = await readForDesk(ctx, actor, params.statement);
	const { row } = found;
	const printings = await printingsOf(ctx, row.id);
	const published = (language: Locale) =>
		printings.filter((text) => text.version === row.currentVersion && text.locale === language).at(-1);
	const named = (names: Parameters<typeof displayName>[0] | null) => (names ? displayName(names, locale) : '');
	const differing = (before: StatementTexts, after: StatementTexts) =>
		locales
			.filter((language) => whole(before[language]) !== whole(after[language]))
			.map((language) => ({ language, parts: differenceByWords(whole(before[language]), whole(after[language])) }));
	const asked = url.searchParams.get('draft');
	const compared =
		asked === null ? null : await readDraft(ctx, actor, { statement: row.id, revision: Number(asked || Number.NaN) });
	return {
		id: row.id,
		slug: row.slug,
		kind: row.kind,
		state: row.state,
		sample: row.sample,
		zone: row.zone,
		version: row.currentVersion,
		plannedVersion: row.plannedVersion,
		releaseAt: row.releaseAt,
		draft: row.draft,
		revision: row.draftRevision,
		may: found.may,
		changes: row.currentVersion === null ? null : differing({ en: published('en'), zh: published('zh') }, row.draft),
		drafts: found.drafts.map(({ by, ...one }) => ({ ...one, by: named(by) })),
		compared: compared?.before && {
			revision: compared.draft.revision,
			before: compared.before.revision,
			parts: differing(compared.before.texts, compared.draft.texts),
		},
		comments: found.comments.map(({ by, ...one }) => ({ ...one, by: named(by) })),
		members: found.members.map(({ id, names }) => ({ id, name: named(names) })),
		done: dones.find((one) => one === url.searchParams.get('done')) ?? null,
	};
};

const back = ({ locals, params }: RequestEvent, done: (typeof dones)[number]) =>
	redirect(303, localePath(locals.locale, `/desk/statements/${params.statement}?done=${done}`));

export const actions: Actions = {
	save: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const form = await event.request.formData();
		const texts = Object.fromEntries(
			locales.map((language) => [
				language,
				{ title: textOf(form, `${language}.title`), body: textOf(form, `${language}.body`) },
			]),
		) as Record<Locale, StatementText>;
		const typed = { texts, remark: textOf(form, 'remark') };
		const input = { statement: event.params.statement, ...typed, revision: Number(textOf(form, 'revision')) };
		const { refused } = await deskAct(locale, typed, () => saveStatementDraft(ctx, actor, input));
		return refused ?? back(event, 'saved');
	},
	comment: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const comment = textOf(await event.request.formData(), 'comment');
		const { refused } = await deskAct(locale, { comment }, () =>
			commentOnDraft(ctx, actor, { statement: event.params.statement, text: comment }),
		);
		return refused ?? back(event, 'commented');
	},
	'add-member': async (event) => {
		const { ctx, actor, locale } = event.locals;
		const address = textOf(await event.request.formData(), 'address');
		const { refused } = await deskAct(locale, { address }, () =>
			addToGroup(ctx, actor, { statement: event.params.statement, address }),
		);
		return refused ?? back(event, 'group');
	},
	'remove-member': async (event) => {
		const { ctx, actor } = event.locals;
		const person = textOf(await event.request.formData(), 'person');
		await removeFromGroup(ctx, actor, { statement: event.params.statement, person });
		return back(event, 'group');
	},
	release: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const form = await event.request.formData();
		const typed = {
			note: { en: textOf(form, 'note.en'), zh: textOf(form, 'note.zh') },
			when: textOf(form, 'when'),
			moment: textOf(form, 'moment'),
		};
		const { refused } = await deskAct(locale, typed, async () => {
			if (textOf(form, 'read') !== 'yes') throw invalid([{ path: 'read', code: 'confirm' }]);
			const { row } = await rowForDesk(ctx, actor, event.params.statement);
			const at = typed.when === 'at' ? momentOf(typed.moment, row.zone) : undefined;
			const revision = Number(textOf(form, 'revision'));
			return releaseStatement(ctx, actor, { statement: row.id, at, note: typed.note, revision });
		});
		return refused ?? back(event, typed.when === 'at' ? 'planned' : 'released');
	},
	cancel: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const { refused } = await deskAct(locale, {}, () =>
			cancelRelease(ctx, actor, { statement: event.params.statement }),
		);
		return refused ?? back(event, 'cancelled');
	},
};

/** @throws Refusal `invalid` at `moment` */
function momentOf(local: string, zone: string): number {
	try {
		return instantOf(local, zone);
	} catch {
		throw invalid([{ path: 'moment', code: 'no-such-time' }]);
	}
}
