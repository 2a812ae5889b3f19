import { and, desc, eq, inArray, isNull, notInArray, sql } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import { schedule, unschedule } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { violates } from '#core/database/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { reservedSlugs } from '#core/paths/reserved-slugs.ts';
import { invalid, Refusal } from '#core/refusal/index.ts';
import { type Call, callSchema, settingsOf } from '../call.ts';
import { frozenInForm } from '../design.ts';
import type { Form, Option } from '../form.ts';
import { canonicalJson } from '../readable.ts';
import { rulesOf } from '../stage.ts';
import { windowInstants } from '../window.ts';
import { bumpCall } from './bump-call.ts';
import { dueKinds, dueOfCall, stageInstants } from './due.ts';
import { type StoredCall, storedCalls } from './stored-call.ts';
import { callSubject, scopeOf } from './subject.ts';
import { withTracks } from '../track-options.ts';
import { application, call, callForm, callStage, callWindow, determination, draft } from './tables.ts';

export interface SaveCallInput {
	/** The edition it belongs to; null for a standing call of the organisation. */
	edition: string | null;
	organisation: string;
	call: Call;
	/** The tracks of the edition, and what is accepted outside them: the options of its track fields. */
	tracks: readonly Option[];
	outside: readonly Option[];
}

/**
 * Makes a call as a bundle describes it, or brings it to that. Saving the same again changes nothing and records nothing.
 * A changed form is a new version; drafts follow it.
 * @returns the call's id, and whether anything changed
 * @throws Refusal `forbidden`; `invalid` at `slug` (`slug-taken`, of a standing call); `conflict` (`call-open`, `rules-frozen`) when the form, or the rules of the stages, would
 *   change after the call has opened and somebody has applied, or a stage would vanish that has decided
 */
export async function saveCallFromBundle(
	ctx: Context,
	actor: Actor,
	input: SaveCallInput,
): Promise<{ call: string; changed: boolean }> {
	const wanted = withTracks(callSchema.parse(input.call), input);
	const taken = () => invalid([{ path: 'slug', code: 'slug-taken', params: { slug: wanted.slug } }]);
	// The desk of a standing call stands beside those of editions, under one name.
	if (input.edition === null && reservedSlugs.has(wanted.slug)) throw taken();
	try {
		return await save(ctx, actor, input, wanted);
	} catch (error) {
		throw violates(error, 'desk_slug') ? taken() : error;
	}
}

function save(
	ctx: Context,
	actor: Actor,
	input: SaveCallInput,
	wanted: Call,
): Promise<{ call: string; changed: boolean }> {
	return transaction(ctx, async (tx) => {
		const [found] = await tx.db
			.select()
			.from(call)
			.where(
				and(
					input.edition === null ? isNull(call.editionId) : eq(call.editionId, input.edition),
					eq(call.organisationId, input.organisation),
					eq(call.slug, wanted.slug),
				),
			)
			.for('update');
		const place = { callId: found?.id ?? newId(), editionId: input.edition, organisationId: input.organisation };
		demand(tx, actor, 'call.edit', callSubject(place));
		const [stored] = found ? await storedCalls(tx, eq(call.id, found.id)) : [];
		const present = stored && callSchema.parse(stored.call);
		if (
			present &&
			canonicalJson(present) === canonicalJson({ ...wanted, form: { ...wanted.form, version: present.form.version } })
		) {
			return { call: place.callId, changed: false };
		}
		await demandSameRules(tx, stored, wanted);
		const formVersion = await saveForm(tx, place.callId, wanted.form, found?.formVersion);
		const { title, summary, slug, numberPrefix } = wanted;
		const row = {
			editionId: input.edition,
			organisationId: input.organisation,
			slug,
			title,
			summary,
			noun: wanted.noun ?? null,
			contact: wanted.contact ?? null,
			numberPrefix,
			settings: settingsOf(wanted),
			formVersion: formVersion.version,
			savedAt: tx.clock.edition.now(),
		};
		await tx.db
			.insert(call)
			.values({ id: place.callId, ...row })
			.onConflictDoUpdate({ target: call.id, set: row });
		if (formVersion.isNew) {
			const { version } = formVersion;
			await tx.db.insert(callForm).values({ callId: place.callId, version, form: { ...wanted.form, version } });
			await tx.db
				.update(draft)
				.set({ formVersion: version })
				.where(and(eq(draft.callId, place.callId), isNull(draft.applicationId)));
		}
		const { closeOfBusiness = null } = wanted.window;
		const window = { ...wanted.window, closeOfBusiness, ...windowInstants(wanted.window) };
		await tx.db
			.insert(callWindow)
			.values({ callId: place.callId, ...window })
			.onConflictDoUpdate({ target: callWindow.callId, set: window });
		const stages = await saveStages(tx, place.callId, wanted);
		await schedule(tx, dueOfCall(place.callId, scopeOf(place), window, stages));
		await bumpCall(tx, place);
		await record(tx, actor, {
			action: 'save-call',
			subject: { type: 'call', id: place.callId },
			scope: scopeOf(place),
			data: { slug, form: formVersion.version, opensAt: window.opensAt, closesAt: window.closesAt, isNew: !found },
		});
		return { call: place.callId, changed: true };
	});
}

/** The rules of the stages stay as they are once the call is open and somebody has applied: words and dates may change. */
async function demandSameRules(ctx: Context, stored: StoredCall | undefined, wanted: Call): Promise<void> {
	if (!stored || ctx.clock.edition.now() < stored.instants.opensAt) return;
	if (canonicalJson(rulesOf(stored.call.stages)) === canonicalJson(rulesOf(wanted.stages))) return;
	const [applied] = await ctx.db
		.select({ id: application.id })
		.from(application)
		.where(eq(application.callId, stored.callId))
		.limit(1);
	if (applied) throw new Refusal('conflict', 'rules-frozen');
}

async function saveForm(
	ctx: Context,
	callId: string,
	form: Form,
	present: number | undefined,
): Promise<{ version: number; isNew: boolean }> {
	if (present === undefined) return { version: form.version, isNew: true };
	const [stored] = await ctx.db
		.select({ form: callForm.form, opensAt: callWindow.opensAt })
		.from(callForm)
		.innerJoin(callWindow, eq(callWindow.callId, callForm.callId))
		.where(and(eq(callForm.callId, callId), eq(callForm.version, present)));
	if (stored && canonicalJson(stored.form) === canonicalJson({ ...form, version: present })) {
		return { version: present, isNew: false };
	}
	const [applied] = await ctx.db
		.select({ id: application.id })
		.from(application)
		.where(eq(application.callId, callId))
		.limit(1);
	// Words may be mended for those who apply from now on: what was answered keeps the version that was read.
	const frozen = stored ? frozenInForm(stored.form, form) : [];
	if (applied && frozen.length > 0 && ctx.clock.edition.now() >= (stored?.opensAt ?? 0)) {
		throw new Refusal('conflict', 'call-open', { problems: frozen });
	}
	const [newest] = await ctx.db
		.select({ version: callForm.version })
		.from(callForm)
		.where(eq(callForm.callId, callId))
		.orderBy(desc(callForm.version))
		.limit(1);
	return { version: Math.max(form.version, (newest?.version ?? 0) + 1), isNew: true };
}

async function saveStages(ctx: Context, callId: string, wanted: Call) {
	const ids = wanted.stages.map((stage) => stage.id);
	const gone = await ctx.db
		.select({ id: callStage.id })
		.from(callStage)
		.where(and(eq(callStage.callId, callId), notInArray(callStage.id, ids)));
	if (gone.length > 0) {
		const [used] = await ctx.db
			.select({ id: determination.id })
			.from(determination)
			.innerJoin(application, eq(application.id, determination.applicationId))
			.where(
				and(
					eq(application.callId, callId),
					inArray(
						determination.stageId,
						gone.map(({ id }) => id),
					),
				),
			)
			.limit(1);
		if (used) throw new Refusal('conflict', 'call-open');
		for (const { id } of gone) {
			await ctx.db.delete(callStage).where(and(eq(callStage.callId, callId), eq(callStage.id, id)));
			await unschedule(ctx, dueKinds.announcement, `${callId}:${id}`);
			await unschedule(ctx, dueKinds.confirmation, `${callId}:${id}`);
		}
	}
	const rows = wanted.stages.map((stage, position) => ({
		callId,
		id: stage.id,
		position,
		definition: stage,
		...stageInstants(stage, wanted.window.zone),
	}));
	await ctx.db
		.insert(callStage)
		.values(rows)
		.onConflictDoUpdate({
			target: [callStage.callId, callStage.id],
			set: {
				position: sql`excluded.position`,
				definition: sql`excluded.definition`,
				announceBy: sql`excluded.announce_by`,
				confirmBy: sql`excluded.confirm_by`,
			},
		});
	return rows.map(({ definition, announceBy, confirmBy }) => ({ stage: definition, announceBy, confirmBy }));
}
