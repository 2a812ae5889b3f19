import type { ArticleState } from '#modules/newsroom/article.ts';
import type { State } from '#ui/states.ts';

/** How the state of an article looks: the mark of a state that the design system knows. */
export const stateLooks: Record<ArticleState, State> = {
	draft: 'draft',
	'in-review': 'submitted',
	scheduled: 'soon',
	published: 'done',
	retracted: 'refused',
};
