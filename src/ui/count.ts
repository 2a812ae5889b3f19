/** What a live count says: the figure, whether it fits, and by how much it does not. */
export interface CountState {
	count: number;
	state: 'empty' | 'short' | 'good' | 'bad';
	/** Too few (negative) or too many (positive). */
	off: number;
}

/** Judges a count against its limits. Below the minimum is `short` while one writes, not an error; the server decides at the end. */
export function judgeCount(count: number, limits: { min?: number; max?: number }): CountState {
	if (limits.max !== undefined && count > limits.max) return { count, state: 'bad', off: count - limits.max };
	if (limits.min !== undefined && count < limits.min) {
		return { count, state: count === 0 ? 'empty' : 'short', off: count - limits.min };
	}
	return { count, state: count === 0 ? 'empty' : 'good', off: 0 };
}
