import { and, eq, inArray } from 'drizzle-orm';
import { type Actor, personOf } from '#core/access/index.ts';
import { unschedule } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { removeFiles, storeUpload } from '#core/files/index.ts';
import { bumpRevision } from '#core/http/index.ts';
import { addressesOf } from '#core/identity/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, notFound, type Problem, Refusal } from '#core/refusal/index.ts';
import { type Answers, answersFromForm, type FileAnswer, type FormEntries } from '../../answers.ts';
import type { AttestationRule } from '../../attestation-rule.ts';
import { followedHolder, takesAnswer } from '../../attestation.ts';
import { checkAnswers } from '../../check.ts';
import type { Form } from '../../form.ts';
import type { ArrivedFile } from '../attach-file.ts';
import { attestation, attestationFile } from '../attestation-tables.ts';
import { addMember } from '../members/add-member.ts';
import { scopeOf } from '../subject.ts';
import { application } from '../tables.ts';
import { attestationDueKinds } from './due-kinds.ts';
import { byLink } from './link.ts';
import { type LoadedAttestation, loadAttestation } from './load.ts';
import { mailMissing } from './mail.ts';

/** The questions of a rule as a form. */
export function formOfRule(rule: Pick<AttestationRule, 'fields'>): Form {
	return { version: 1, sections: [], fields: rule.fields } as Form;
}

export interface AttestationAnswer {
	secret: string;
	give: boolean;
	entries: FormEntries;
	/** Files that have arrived in the store, by their fields. */
	files?: Readonly<Record<string, ArrivedFile>>;
	/** What was wrong with an upload itself. */
	problems?: readonly Problem[];
}

/**
 * Gives or declines what was asked, or changes the answer. Whoever is signed in and owns the address is noted as the one
 * who answered, and becomes a member of the application where the rule says so.
 * @throws Refusal `not-found` for a secret that opens nothing; `closed` (`attestation-over`, with until when);
 *   `conflict` (`attestation-withdrawn`, `own-attestation`); `invalid` at the fields of the rule
 */
export async function answerAttestation(ctx: Context, actor: Actor, input: AttestationAnswer): Promise<void> {
	await transaction(ctx, async (tx) => {
		const found = await loadAttestation(tx, byLink(input.secret), { lock: true });
		if (!found) throw notFound();
		const { attestation: asked } = found;
		const now = tx.clock.edition.now();
		if (asked.state === 'withdrawn' || found.application.state === 'withdrawn')
			throw new Refusal('conflict', 'attestation-withdrawn');
		if (!takesAnswer(asked.state, asked.dueAt, now))
			throw new Refusal('closed', 'attestation-over', { params: { by: asked.dueAt, zone: found.zone } });
		if (personOf(actor) === found.application.personId && asked.rule.from !== followedHolder)
			throw new Refusal('conflict', 'own-attestation');
		const answers = input.give ? await readAnswers(tx, asked.id, asked.rule, found.zone, input) : {};
		const personId = await ownerAt(tx, actor, asked.address);
		const state = input.give ? 'given' : 'declined';
		await tx.db
			.update(attestation)
			.set({
				state,
				answers,
				answeredAt: now,
				revision: asked.revision + 1,
				...(personId === undefined ? {} : { personId }),
			})
			.where(eq(attestation.id, asked.id));
		for (const kind of Object.values(attestationDueKinds)) await unschedule(tx, kind, asked.id);
		await record(tx, actor, {
			action: input.give ? 'attest' : 'decline-attestation',
			subject: { type: 'application', id: found.application.id },
			scope: scopeOf(found),
			data: { attestation: asked.id, rule: asked.ruleId },
		});
		if (asked.rule.guardian) await noteGuardian(tx, found, input.give ? answers : null);
		if (input.give && personId !== undefined && joins(found)) {
			await addMember(tx, {
				applicationId: found.application.id,
				personId,
				mayWrite: asked.rule.mayEdit,
				addedBy: null,
			});
		}
		if (!input.give && asked.state !== 'declined') await mailMissing(tx, found, 'declined');
	});
}

/**
 * Whoever has confirmed by a link signs in afterwards: the answer becomes his, and he sees the application where the rule
 * lets him. Twice is once.
 * @throws Refusal `signed-out`, `not-found` (also for who doesn't own the address); `conflict` (`attestation-withdrawn`)
 */
export async function claimAttestation(ctx: Context, actor: Actor, input: { secret: string }): Promise<string> {
	return transaction(ctx, async (tx) => {
		if (personOf(actor) === undefined) throw new Refusal('signed-out', 'sign-in-first');
		const found = await loadAttestation(tx, byLink(input.secret), { lock: true });
		const personId = found && (await ownerAt(tx, actor, found.attestation.address));
		if (!found || personId === undefined) throw notFound();
		const { attestation: asked, application: of } = found;
		if (asked.state !== 'given' || !joins(found)) throw new Refusal('conflict', 'attestation-withdrawn');
		await tx.db.update(attestation).set({ personId }).where(eq(attestation.id, asked.id));
		await addMember(tx, { applicationId: of.id, personId, mayWrite: asked.rule.mayEdit, addedBy: null });
		return of.id;
	});
}

/** Whether whoever confirms sees the application afterwards: its contributors do, and who may write on it. */
export function joins({
	attestation: { rule },
	fromRole,
}: Pick<LoadedAttestation, 'attestation' | 'fromRole'>): boolean {
	return rule.mayEdit || (fromRole === 'contributors' && rule.readBy === 'applicant');
}

/** The person who acts, when it is proved that he reads mail at this address. */
export async function ownerAt(ctx: Context, actor: Actor, address: string): Promise<string | undefined> {
	const personId = personOf(actor);
	if (personId === undefined || (actor.kind === 'person' && actor.seenBy)) return undefined;
	const own = await addressesOf(ctx, personId);
	return own.some((one) => one.address.toLowerCase() === address && one.verifiedAt !== null) ? personId : undefined;
}

async function noteGuardian(ctx: Context, found: LoadedAttestation, answers: Answers | null): Promise<void> {
	const { guardian } = found.attestation.rule;
	const allowed = (id: string | undefined) => id !== undefined && answers?.[id] === true;
	const minorAllows = { name: allowed(guardian?.name), portrait: allowed(guardian?.portrait) };
	await ctx.db.update(application).set({ minorAllows }).where(eq(application.id, found.application.id));
	await bumpRevision(ctx, scopeOf(found));
}

/** What was filled in, with the files of now and of before; files that no answer names any more go. */
async function readAnswers(
	ctx: Context,
	id: string,
	rule: AttestationRule,
	zone: string,
	input: AttestationAnswer,
): Promise<Answers> {
	const form = formOfRule(rule);
	const stored = await ctx.db.select().from(attestationFile).where(eq(attestationFile.attestationId, id));
	const known = new Map<string, FileAnswer>(
		stored.map((one) => [one.id, { file: one.id, name: one.name, type: one.mediaType, bytes: one.bytes }]),
	);
	const posted = [...input.entries];
	const removed = new Set(
		posted.flatMap(([name, value]) => (name.endsWith('.remove') && value === 'on' ? [name.slice(0, -7)] : [])),
	);
	const entries = posted.filter(([name]) => !(name.endsWith('.file') && removed.has(name.slice(0, -5))));
	for (const [field, file] of Object.entries(input.files ?? {})) {
		if (!rule.fields.some((one) => one.id === field && one.kind === 'file')) continue;
		const kept = await storeUpload(ctx, file);
		known.set(kept.id, { file: kept.id, name: kept.name, type: kept.mediaType, bytes: kept.bytes });
		entries.push([`${field}.file`, kept.id]);
		await ctx.db.insert(attestationFile).values({
			id: kept.id,
			attestationId: id,
			field,
			name: kept.name,
			mediaType: kept.mediaType,
			bytes: kept.bytes,
			addedAt: ctx.clock.edition.now(),
		});
	}
	const answers = answersFromForm(form, entries, known);
	const problems = [
		...(input.problems ?? []),
		...checkAnswers(form, answers, { stage: 'submit', at: ctx.clock.edition.now(), zone }),
	];
	if (problems.length > 0) throw invalid(problems);
	const kept = new Set(
		Object.values(answers).flatMap((answer) => ('file' in Object(answer) ? [(answer as FileAnswer).file] : [])),
	);
	const gone = [...known.keys()].filter((file) => !kept.has(file));
	if (gone.length > 0) {
		await ctx.db
			.delete(attestationFile)
			.where(and(eq(attestationFile.attestationId, id), inArray(attestationFile.id, gone)));
		await removeFiles(ctx, gone);
	}
	return answers;
}
