import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { localePath } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { asObject, type DesignStep, partMark, type Path, readPath, valueAt, writePath } from '#modules/calls/design.ts';
import { saveDesign } from '#modules/calls/server/index.ts';
import { sayFinding } from '#modules/calls/ui/design/finding-words.ts';
import { partPath } from './design-paths.ts';
import { type OpenDesign, openDesign } from './open-design.ts';

/** A press in any page of the designer. */
export type StepEvent = Pick<RequestEvent, 'locals' | 'request' | 'url'> & {
	params: { edition: string; call: string; section?: string; path?: string };
};

/** Reads the value of a button beside an entry: what, path, place, heading, and the id that whoever pressed it saw there. */
function readStep(text: string, { design }: OpenDesign): { step: DesignStep; same: boolean } | undefined {
	const [verb, at = '', to = '', section, id = ''] = text.split('|');
	const path = readPath(at);
	if (!path) return undefined;
	const same = String(asObject(valueAt(design.definition, path)).id ?? '') === id;
	if (verb === 'copy' || verb === 'remove') return { step: { do: verb, path }, same };
	if (verb !== 'move' || !/^\d{1,4}$/.test(to)) return undefined;
	return { step: { do: 'move', path, to: Number(to), ...(section === '-' ? {} : { section: section || null }) }, same };
}

/**
 * What the buttons of a list post: an entry more, elsewhere, twice, or gone. Nothing else of the page is saved.
 * @param back where the list stands, without language
 */
export function stepActions(back: (event: StepEvent, at: Path) => string) {
	const taken = async (event: StepEvent, act: (open: OpenDesign) => Promise<string>) => {
		const open = await openDesign(event);
		let next: string;
		try {
			next = await act(open);
		} catch (refusal) {
			if (
				!(refusal instanceof Refusal) ||
				!['design-changed', 'no-such-part', 'design-published'].includes(refusal.code)
			)
				throw refusal;
			const said = refusal.code === 'design-changed' ? { code: 'no-such-part' } : refusal;
			return fail(409, { refused: sayFinding(said, event.locals.locale) });
		}
		redirect(303, localePath(event.locals.locale, next));
	};
	return {
		/** Adds an entry and opens it. */
		add: (event: StepEvent) =>
			taken(event, async ({ design, base }) => {
				const form = await event.request.formData();
				const list = readPath(String(form.get('list') ?? ''));
				if (!list) throw new Refusal('not-found', 'no-such-part');
				const kind = String(form.get('kind') ?? '') || undefined;
				const section = String(form.get('section') ?? '') || undefined;
				const { ctx, actor } = event.locals;
				const { at } = await saveDesign(ctx, actor, { design: design.id, step: { do: 'add', list, kind, section } });
				return `${partPath(base, at)}?done=added`;
			}),
		step: (event: StepEvent) =>
			taken(event, async (open) => {
				const form = await event.request.formData();
				const place = form.get('to');
				// A place in the list is chosen as people count.
				const text = String(form.get('step') ?? '').replace('|to|', `|${Number(place) - 1}|`);
				const read = readStep(text, open);
				if (!read?.same) throw new Refusal('not-found', 'no-such-part');
				const { step } = read;
				const seen = 'path' in step ? partMark(open.design.definition, step.path) : '';
				const { ctx, actor } = event.locals;
				const { at } = await saveDesign(ctx, actor, { design: open.design.id, step, seen });
				const done = { move: 'moved', copy: 'added', remove: 'removed', add: 'added', set: 'saved' }[step.do];
				return `${back(event, at)}?done=${done}#row-${writePath(at)}`;
			}),
	};
}
