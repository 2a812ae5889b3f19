/** Of one paper: who counts, and the best set of them that comes to a floor. Working memory for many papers, one after the other. */
export interface BestSet {
	/** Begins with a paper that chooses so many. */
	begin(places: number): void;
	/** Whether somebody with so much of `rest`, and no better score than all before, can be in any best set. */
	wants(rest: number): boolean;
	/** Offers somebody. Whoever has the better score comes first. */
	offer(reviewer: number, score: number, rest: number): void;
	/**
	 * The largest sum of `rest` of as many as there are places, whose scores come to `floor`: -Infinity when nobody has that
	 * much. Whom it consists of lies in `chosen`. Where that would need too many steps, the floor is let go: never too low.
	 */
	most(floor: number): number;
	/** Reviewers of the last set. */
	chosen: Int32Array;
	count: number;
}

/** So many steps for one paper at most. */
const patience = 2_000;

/**
 * The best set by score less price that keeps a floor of scores. Who is beaten in both by as many others as there are
 * places is never needed, so few are left of hundreds (the skyband of Papadias, Tao, Fu, Seeger: Progressive skyline
 * computation in database systems, 2005), and sets of those are searched depth first with both sums as bounds.
 */
export function bestSet(mostPlaces: number): BestSet {
	let size = 64;
	let person = new Int32Array(size);
	let score = new Float64Array(size);
	let rest = new Float64Array(size);
	const top = new Float64Array(mostPlaces);
	const chosen = new Int32Array(mostPlaces);
	const trail = new Int32Array(mostPlaces);
	let [places, count, tops] = [0, 0, 0];

	const grow = () => {
		size *= 2;
		const [people, scores, rests] = [person, score, rest];
		person = new Int32Array(size);
		score = new Float64Array(size);
		rest = new Float64Array(size);
		person.set(people);
		score.set(scores);
		rest.set(rests);
	};

	/** The search: places by `order` (most of `rest` first), `reach[k * (places + 1) + n]` the best n scores from k on. */
	const search = (order: Int32Array, reach: Float64Array, floor: number): number | undefined => {
		const width = places + 1;
		let best = Number.NEGATIVE_INFINITY;
		let steps = 0;
		let given = true;
		const descend = (from: number, held: number, sum: number, worth: number): void => {
			if (held === places) {
				if (sum >= floor && worth > best) {
					best = worth;
					for (let n = 0; n < places; n++) chosen[n] = person[trail[n] as number] as number;
				}
				return;
			}
			const left = places - held;
			for (let k = from; k + left <= count; k++) {
				if (sum + (reach[k * width + left] as number) < floor) return;
				let most = worth;
				for (let n = 0; n < left; n++) most += rest[order[k + n] as number] as number;
				if (most <= best) return;
				if (++steps > patience) {
					given = false;
					return;
				}
				const at = order[k] as number;
				trail[held] = at;
				descend(k + 1, held + 1, sum + (score[at] as number), worth + (rest[at] as number));
				if (!given) return;
			}
		};
		descend(0, 0, 0, 0);
		return given ? best : undefined;
	};

	return {
		chosen,
		get count() {
			return places;
		},
		begin(wanted) {
			places = wanted;
			count = 0;
			tops = 0;
		},
		wants: (value) => tops < places || value > (top[tops - 1] as number),
		offer(reviewer, value, left) {
			if (tops === places && left <= (top[tops - 1] as number)) return;
			if (count === size) grow();
			person[count] = reviewer;
			score[count] = value;
			rest[count] = left;
			count++;
			let at = tops < places ? tops++ : tops - 1;
			for (; at > 0 && (top[at - 1] as number) < left; at--) top[at] = top[at - 1] as number;
			top[at] = left;
		},
		most(floor) {
			if (count < places) return Number.NEGATIVE_INFINITY;
			const order = Int32Array.from({ length: count }, (_, k) => k).sort(
				(a, b) => (rest[b] as number) - (rest[a] as number) || (score[b] as number) - (score[a] as number) || a - b,
			);
			let [sum, worth] = [0, 0];
			for (let n = 0; n < places; n++) {
				const at = order[n] as number;
				chosen[n] = person[at] as number;
				sum += score[at] as number;
				worth += rest[at] as number;
			}
			if (sum >= floor) return worth;
			const reach = new Float64Array((count + 1) * (places + 1)).fill(Number.NEGATIVE_INFINITY);
			reach[count * (places + 1)] = 0;
			for (let k = count - 1; k >= 0; k--)
				for (let n = 0; n <= places; n++) {
					const without = reach[(k + 1) * (places + 1) + n] as number;
					const before = n === 0 ? Number.NEGATIVE_INFINITY : (reach[(k + 1) * (places + 1) + n - 1] as number);
					reach[k * (places + 1) + n] = Math.max(without, before + (score[order[k] as number] as number));
				}
			const found = search(order, reach, floor);
			return found ?? worth;
		},
	};
}
