/** A delivery that is not believed: forged, changed, stale, or not meant for us. Its sender need not try again. */
export class DeliveryRefused extends Error {
  override readonly name = 'DeliveryRefused';
}
