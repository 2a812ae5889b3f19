import { and, eq, isNull } from 'drizzle-orm';
import { type Actor, demand, personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { violates } from '#core/database/index.ts';
import { storeUpload } from '#core/files/index.ts';
import { isId, newId } from '#core/ids/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, notFound, type Problem } from '#core/refusal/index.ts';
import { cleanText, isEmail } from '#core/text/index.ts';
import { namesFrom } from '#modules/people/name.ts';
import { findOrCreatePersonByAddress } from '#modules/people/server/index.ts';
import { type Answers, answersFromForm, type FileAnswer, type FormEntries } from '../../answers.ts';
import { answersAsked } from '../../asked.ts';
import { checkAnswers } from '../../check.ts';
import { fieldById } from '../../fields.ts';
import { numberLabel } from '../../projection.ts';
import type { ArrivedFile } from '../attach-file.ts';
import { insertApplication } from '../insert-application.ts';
import { askJob } from '../job-names.ts';
import { applicationInvite } from '../member-tables.ts';
import { makeInvite } from '../members/invite.ts';
import { demandHeld } from '../members/place.ts';
import { windowColumns } from '../load.ts';
import { callSubject, scopeOf } from '../subject.ts';
import { arrivedAnswer, measuresOf } from '../measure-file.ts';
import { application, applicationFile, applicationVersion, call, callForm, callWindow } from '../tables.ts';
import { applicationOriginal } from '../thread-tables.ts';

export interface EnterInput {
	call: string;
	/** For whom it is entered: letters go to this address. */
	name: string;
	address: string;
	/** The language in which he is written to. */
	locale: Locale;
	entries: FormEntries;
	/** Files of the form that have arrived in the store, by their fields. */
	files?: Readonly<Record<string, ArrivedFile>>;
	/** What was wrong with an upload itself. */
	problems?: readonly Problem[];
	/** The mail or letter as it came; only the desk opens it. */
	original?: ArrivedFile | undefined;
	/** Entered with gaps: its applicant completes it. */
	incomplete?: boolean;
	/** A fresh id of the page: the same one sent twice is one application. */
	once: string;
}

export interface Entered {
	application: string;
	number: string;
	/** What is still missing, where gaps were allowed. */
	missing: number;
	again: boolean;
}

/** What an original may be. */
export const originalTypes = ['message/rfc822', 'application/pdf', 'text/plain', 'image/png', 'image/jpeg'];
export const originalBytes = 20_000_000;

/**
 * The desk enters an application for somebody, also outside the call's window: it counts as handed in now. Whoever reads
 * mail at the address holds it; he is told, and confirms by a link.
 * @throws Refusal `not-found`, `forbidden`; `invalid` at `name`, `address` and the fields of the form
 */
export async function enterApplication(ctx: Context, actor: Actor, input: EnterInput): Promise<Entered> {
	const by = personOf(actor);
	const [of] = await ctx.db
		.select({ call, form: callForm.form, window: windowColumns })
		.from(call)
		.innerJoin(callForm, and(eq(callForm.callId, call.id), eq(callForm.version, call.formVersion)))
		.innerJoin(callWindow, eq(callWindow.callId, call.id))
		.where(eq(call.id, input.call));
	if (!of) throw notFound();
	const { id: callId, editionId, organisationId, settings, numberPrefix } = of.call;
	const place = { callId, editionId, organisationId };
	demand(ctx, actor, 'application.enter', callSubject(place));
	if (by === undefined || !isId(input.once)) throw notFound();
	const again = await enteredBefore(ctx, input.once);
	if (again) return again;
	const { form, window } = of;
	const files = await filesOf(ctx, form, input.files ?? {});
	const answers = answersAsked(form, answersFromForm(form, [...input.entries, ...files.entries], files.known));
	const at = ctx.clock.edition.now();
	const all = checkAnswers(form, answers, { stage: 'submit', at, zone: window.zone });
	const wrong = checkAnswers(form, answers, { stage: 'draft' });
	const name = cleanText(input.name, { lines: false });
	const problems: Problem[] = [...(input.problems ?? []), ...(input.incomplete ? wrong : all)];
	if (name === '') problems.unshift({ path: 'forName', code: 'required' });
	if (!isEmail(input.address.trim())) problems.unshift({ path: 'forAddress', code: 'bad-email' });
	if (problems.length > 0) throw invalid(problems);
	try {
		return await transaction(ctx, async (tx) => {
			const { personId: holder } = await findOrCreatePersonByAddress(tx, actor, input.address.trim().toLowerCase(), {
				names: namesFrom(name),
				preferredLanguage: input.locale,
			});
			const id = newId();
			const kept = await keepFiles(tx, { form, answers, files: files.arrived, draftId: input.once, applicationId: id });
			const number = await insertApplication(tx, {
				id,
				callId,
				form,
				settings,
				answers: kept,
				holder,
				personId: by,
				locale: input.locale,
				draftId: input.once,
				followsId: null,
				enteredBy: by,
				zone: window.zone,
			});
			if (input.original) await keepOriginal(tx, id, input.original);
			const label = numberLabel(numberPrefix, number);
			await record(tx, actor, {
				action: 'enter',
				subject: { type: 'application', id },
				scope: scopeOf(place),
				data: {
					call: callId,
					number: label,
					for: holder,
					original: input.original !== undefined,
					missing: all.length,
					late: at >= window.graceEndsAt,
				},
			});
			const [row] = await tx.db.select({ title: application.title }).from(application).where(eq(application.id, id));
			const held = {
				...place,
				applicationId: id,
				draftId: null,
				personId: holder,
				title: row?.title ?? '',
				number: label,
				state: 'submitted',
				callTitle: of.call.title,
				callSlug: of.call.slug,
				contact: of.call.contact,
			};
			await makeInvite(tx, actor, held, {
				kind: 'claim',
				mayWrite: true,
				to: { name, address: input.address.trim().toLowerCase(), locale: input.locale },
			});
			if (settings.attestations?.length) await tx.jobs.enqueue(tx, askJob, { application: id });
			return { application: id, number: label, missing: all.length, again: false };
		});
	} catch (error) {
		const second = violates(error, 'application_version_draft') ? await enteredBefore(ctx, input.once) : undefined;
		if (second) return second;
		throw error;
	}
}

/**
 * Whoever holds what was entered for him says that it is right; by the link, or signed in at the address. Twice is once.
 * @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function confirmEntered(ctx: Context, actor: Actor, input: { application: string }): Promise<void> {
	await transaction(ctx, async (tx) => {
		const held = await demandHeld(tx, actor, { application: input.application });
		const taken = await tx.db
			.update(applicationInvite)
			.set({ takenAt: tx.clock.edition.now(), takenPersonId: held.personId })
			.where(
				and(
					eq(applicationInvite.applicationId, input.application),
					eq(applicationInvite.kind, 'claim'),
					isNull(applicationInvite.takenAt),
				),
			)
			.returning({ id: applicationInvite.id });
		if (taken.length === 0) return;
		await record(tx, actor, {
			action: 'claim',
			subject: { type: 'application', id: input.application },
			scope: scopeOf(held),
			data: { invite: taken[0]?.id, to: held.personId },
		});
	});
}

async function filesOf(
	ctx: Context,
	form: Parameters<typeof fieldById>[0],
	arrived: Readonly<Record<string, ArrivedFile>>,
) {
	const known = new Map<string, FileAnswer>();
	const entries: [string, string][] = [];
	const kept: Record<string, ArrivedFile> = {};
	for (const [id, file] of Object.entries(arrived)) {
		const field = fieldById(form, id);
		if (field?.kind !== 'file') continue;
		known.set(id, { ...(await arrivedAnswer(ctx, field, file)), file: id });
		entries.push([`${id}.file`, id]);
		kept[id] = file;
	}
	return { known, entries, arrived: kept };
}

/** The files of the form become the application's; their answers name them from then on. */
async function keepFiles(
	ctx: Context,
	of: {
		form: Parameters<typeof fieldById>[0];
		answers: Answers;
		files: Readonly<Record<string, ArrivedFile>>;
		draftId: string;
		applicationId: string;
	},
): Promise<Answers> {
	const answers: Answers = { ...of.answers };
	for (const [field, file] of Object.entries(of.files)) {
		const checked = answers[field] as FileAnswer | undefined;
		if (checked === undefined) continue;
		const kept = await storeUpload(ctx, file);
		await ctx.db.insert(applicationFile).values({
			id: kept.id,
			draftId: of.draftId,
			applicationId: of.applicationId,
			field,
			name: kept.name,
			mediaType: kept.mediaType,
			bytes: kept.bytes,
			measures: measuresOf(checked),
			addedAt: ctx.clock.edition.now(),
		});
		answers[field] = { ...checked, file: kept.id, name: kept.name };
	}
	return answers;
}

async function keepOriginal(ctx: Context, applicationId: string, file: ArrivedFile): Promise<void> {
	if (!originalTypes.includes(file.mediaType))
		throw invalid([{ path: 'original', code: 'file-type', params: { types: originalTypes.join(', ') } }]);
	const kept = await storeUpload(ctx, file);
	await ctx.db.insert(applicationOriginal).values({
		id: kept.id,
		applicationId,
		name: kept.name,
		mediaType: kept.mediaType,
		bytes: kept.bytes,
		addedAt: ctx.clock.edition.now(),
	});
}

async function enteredBefore(ctx: Context, once: string): Promise<Entered | undefined> {
	const [row] = await ctx.db
		.select({ application: application.id, number: application.number, prefix: call.numberPrefix })
		.from(applicationVersion)
		.innerJoin(application, eq(application.id, applicationVersion.applicationId))
		.innerJoin(call, eq(call.id, application.callId))
		.where(eq(applicationVersion.draftId, once));
	return row && { application: row.application, number: numberLabel(row.prefix, row.number), missing: 0, again: true };
}
