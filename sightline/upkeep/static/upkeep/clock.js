// Compares the server's clock with this device's. Two clocks that differ by more than ten minutes are worth a sentence;
// which of them is wrong, a person must say.
const place = document.querySelector("[data-server-time]");
if (place) {
  const minutes = Math.round((Date.now() - Date.parse(place.dataset.serverTime)) / 60000);
  if (Math.abs(minutes) > 10) {
    const hours = Math.round(Math.abs(minutes) / 60);
    const apart = hours >= 2 ? `${hours} hours` : `${Math.abs(minutes)} minutes`;
    const how = minutes > 0 ? "behind" : "ahead of";
    place.textContent = `The server’s clock is ${apart} ${how} this device’s. One of the two is wrong: put it right.`;
    place.hidden = false;
  }
}
