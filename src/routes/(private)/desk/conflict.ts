import { invalidateAll } from '$app/navigation';

/**
 * After a form was refused because something changed in the meantime, the page must show what is there now: the framework
 * reads the data again only when a form succeeds. What was typed stays.
 */
export async function showPresent(result: { type: string; status?: number }): Promise<void> {
	if (result.type === 'failure' && result.status === 409) await invalidateAll();
}
