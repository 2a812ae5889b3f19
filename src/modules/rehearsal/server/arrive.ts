import { actorFor, system } from '#core/access/index.ts';
import type { DueHandler } from '#core/clock/index.ts';
import { formEntries } from '#modules/calls/answers.ts';
import { fieldByRole } from '#modules/calls/form.ts';
import { attachFile, draftForWriter, saveDraft, startDraft, submit } from '#modules/calls/server/index.ts';
import { findOrCreatePersonByAddress } from '#modules/people/server/index.ts';
import { answersOf } from '../answers.ts';
import type { InventedApplication, InventedPerson } from '../world/world.ts';

const template = 'src/modules/rehearsal/templates/paper.typ';

/** An invented author hands in his application, by the very use cases that people use, at the planned moment. */
export const arrive: DueHandler = async (ctx, item) => {
	const { call, application } = item.payload as { call: string; application: InventedApplication };
	const first = application.authors[0] as InventedPerson;
	const { personId } = await findOrCreatePersonByAddress(ctx, system('rehearsal'), first.email, {
		names: first.name,
		preferredLanguage: application.language,
		zone: first.institution.zone,
		sample: true,
	});
	const author = await actorFor(ctx, personId, 'command');
	const begun = await startDraft(ctx, author, { call, locale: application.language });
	const draft = await draftForWriter(ctx, author, { draft: begun.draft });
	const entries = formEntries(draft.form, answersOf(draft.form, application));
	const key = { draft: begun.draft };
	await saveDraft(ctx, author, { ...key, revision: begun.revision, entries });
	const attachment = fieldByRole(draft.form, 'attachment');
	if (application.withFile && attachment?.kind === 'file') {
		const pdf = await ctx.typesetter.pdf({ template, data: paperOf(application) });
		const { digest, bytes } = await ctx.files.put(pdf);
		const file = { name: `sample-${application.number}.pdf`, bytes, digest, mediaType: 'application/pdf' };
		await attachFile(ctx, author, { ...key, field: attachment.id, file });
	}
	await submit(ctx, author, key);
};

/** What the template of a sample paper needs. */
function paperOf({ title, abstract, keywords, authors, language, number }: InventedApplication) {
	const names = authors.map(({ name, institution }) => ({
		name: language === 'zh' && name.han ? name.han : `${name.given} ${name.family}`,
		affiliation: institution[language],
	}));
	return { title, abstract, keywords, authors: names, language, number };
}
