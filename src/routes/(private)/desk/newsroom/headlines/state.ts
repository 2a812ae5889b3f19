import type { State } from '#ui/states.ts';
import type { DeskSource } from '#modules/newsroom/server/index.ts';
import type { messages } from './messages.ts';

/** In a word how a source stands, and how that looks. Pure. */
export function stateOf(source: DeskSource): { word: keyof (typeof messages)['en']['states']; look: State } {
	if (!source.active) return { word: 'off', look: 'withdrawn' };
	if (source.sample) return { word: 'sample', look: 'draft' };
	if (source.triedAt === null) return { word: 'waiting', look: 'preparing' };
	if (!source.isShown) return { word: source.succeededAt === null ? 'failing' : 'stale', look: 'failed' };
	return source.fault === null ? { word: 'on', look: 'done' } : { word: 'failing', look: 'partial' };
}
