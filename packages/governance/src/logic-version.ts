/** Version of what this package decides; frozen into a run's inputs. A change of any answer raises it. */
export const LOGIC_VERSION = 'governance/1';
