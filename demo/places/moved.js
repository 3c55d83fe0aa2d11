// Gives the place for comments the id or class that another system's snippet has.

const place = document.querySelector('.place');
for (const [name, value] of new URLSearchParams(location.search)) place.setAttribute(name, value);
