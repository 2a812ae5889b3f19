/** A binary heap of nodes by key, smallest first. A node may lie in it more than once: whoever takes it knows which counts. */
export class Heap {
	#keys = new Float64Array(1024);
	#nodes = new Int32Array(1024);
	#size = 0;

	clear(): void {
		this.#size = 0;
	}

	/** The smallest key; Infinity when it is empty. */
	least(): number {
		return this.#size === 0 ? Number.POSITIVE_INFINITY : (this.#keys[0] as number);
	}

	/** Whether its smallest key is below the first of these limits. */
	isNearer(limits: Float64Array): boolean {
		return this.#size > 0 && (this.#keys[0] as number) < (limits[0] as number);
	}

	/** Puts a node in by its key in `keyed`: read there, since a number handed over by itself would be put on the heap first. */
	push(node: number, keyed: Float64Array): void {
		const key = keyed[node] as number;
		if (this.#size === this.#keys.length) this.#grow();
		const keys = this.#keys;
		const nodes = this.#nodes;
		let at = this.#size++;
		while (at > 0) {
			const above = (at - 1) >> 1;
			if ((keys[above] as number) <= key) break;
			keys[at] = keys[above] as number;
			nodes[at] = nodes[above] as number;
			at = above;
		}
		keys[at] = key;
		nodes[at] = node;
	}

	/** Takes the node with the smallest key. It must not be empty. */
	pop(): number {
		const keys = this.#keys;
		const nodes = this.#nodes;
		const node = nodes[0] as number;
		const size = --this.#size;
		const key = keys[size] as number;
		const last = nodes[size] as number;
		let at = 0;
		for (let below = 1; below < size; below = 2 * at + 1) {
			if (below + 1 < size && (keys[below + 1] as number) < (keys[below] as number)) below++;
			if ((keys[below] as number) >= key) break;
			keys[at] = keys[below] as number;
			nodes[at] = nodes[below] as number;
			at = below;
		}
		keys[at] = key;
		nodes[at] = last;
		return node;
	}

	#grow(): void {
		const keys = new Float64Array(2 * this.#keys.length);
		keys.set(this.#keys);
		this.#keys = keys;
		const nodes = new Int32Array(2 * this.#nodes.length);
		nodes.set(this.#nodes);
		this.#nodes = nodes;
	}
}
