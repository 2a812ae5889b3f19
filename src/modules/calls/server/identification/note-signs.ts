import { and, desc, eq } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import type { JobData } from '#core/jobs/index.ts';
import { type ScrubFaultCode, scrubbedCopy, scrubFaults } from '#core/scrub/index.ts';
import type { Answers, FileAnswer } from '../../answers.ts';
import type { Form } from '../../form.ts';
import { numberLabel } from '../../projection.ts';
import { blindFileName } from '../../reviewer-view.ts';
import type { SelfIdentification } from '../../self-identification.ts';
import { mayRead, reviewerOf } from '../../visibility.ts';
import { applicationSigns } from '../identification-tables.ts';
import { formOfVersion } from '../load.ts';
import { rememberedStages } from '../load-stage.ts';
import { application, applicationVersion, call } from '../tables.ts';
import { findSigns, isReviewedBlind } from './find-signs.ts';

/**
 * After a version of something that is reviewed without names: remembers for the chairs what in it tells who is behind it,
 * and makes the copies of its files that reviewers are given, so that nobody waits for them and the desk knows in time of
 * those that can't be given. May run twice.
 */
export async function noteSigns(ctx: Context, data: JobData): Promise<void> {
	const [found] = await ctx.db
		.select({
			id: application.id,
			callId: application.callId,
			personId: application.personId,
			version: application.version,
			number: application.number,
			numberPrefix: call.numberPrefix,
			formVersion: applicationVersion.formVersion,
			answers: applicationVersion.answers,
		})
		.from(application)
		.innerJoin(call, eq(call.id, application.callId))
		.innerJoin(
			applicationVersion,
			and(eq(applicationVersion.applicationId, application.id), eq(applicationVersion.version, application.version)),
		)
		.where(eq(application.id, String(data.application)));
	if (!found || !isReviewedBlind(await rememberedStages(ctx, found.callId))) return;
	const { answers } = found;
	const form = await formOfVersion(ctx, found.callId, found.formVersion);
	const signs = await findSigns(ctx, { form, answers, personId: found.personId });
	const row = { applicationId: found.id, version: found.version, signs, at: ctx.clock.process.now() };
	const target = [applicationSigns.applicationId, applicationSigns.version];
	await ctx.db.insert(applicationSigns).values(row).onConflictDoUpdate({ target, set: { signs } });
	const number = numberLabel(found.numberPrefix, found.number);
	for (const { field, answer } of blindFiles(form, answers)) {
		await scrubbedCopy(ctx, { file: answer.file, name: blindFileName(number, field, answer.type) });
	}
}

/** What the desk is told of an application that is reviewed without names. */
export interface BlindnessForDesk {
	/** What in its newest version told who is behind it. */
	signs: SelfIdentification[];
	/** Files that blind reviewers are not given, by the question, and why. */
	withheld: { field: string; name: string; fault: ScrubFaultCode }[];
}

/** The same for the page of the desk; whoever calls has demanded his right. Null where nobody reviews it blind. Three queries at most. */
export async function blindnessForDesk(
	ctx: Context,
	of: { id: string; stages: Parameters<typeof isReviewedBlind>[0]; form: Form; answers: Answers },
): Promise<BlindnessForDesk | null> {
	if (!isReviewedBlind(of.stages)) return null;
	const [row] = await ctx.db
		.select({ signs: applicationSigns.signs })
		.from(applicationSigns)
		.where(eq(applicationSigns.applicationId, of.id))
		.orderBy(desc(applicationSigns.version))
		.limit(1);
	const files = blindFiles(of.form, of.answers);
	const faults = await scrubFaults(
		ctx,
		files.map(({ answer }) => answer.file),
	);
	const withheld = files.flatMap(({ field, answer }) => {
		const fault = faults.get(answer.file);
		return fault ? [{ field, name: answer.name, fault }] : [];
	});
	return { signs: row?.signs ?? [], withheld };
}

/** The files that a blind reviewer is given copies of. */
function blindFiles(form: Form, answers: Answers): { field: string; answer: FileAnswer }[] {
	const blind = reviewerOf({ blind: 'double' });
	return form.fields.flatMap((field) => {
		const answer = field.kind === 'file' && mayRead(field, blind) ? answers[field.id] : undefined;
		return answer ? [{ field: field.id, answer: answer as FileAnswer }] : [];
	});
}

/** Forgets what was remembered of applications: when their answers go. */
export async function forgetSigns(ctx: Context, application: string): Promise<void> {
	await ctx.db.delete(applicationSigns).where(eq(applicationSigns.applicationId, application));
}
