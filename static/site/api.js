// The description of the API as a page where it is tried out: Swagger UI from this installation, which asks nobody else.

const place = document.getElementById("api");
const csrf = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

SwaggerUIBundle({
  url: place.dataset.schema,
  domNode: place,
  validatorUrl: null, // else it would ask a service on the internet about the description
  // With a key the request is the key's; without one it is that of whoever is signed in, as any page sends it.
  requestInterceptor(request) {
    if (request.method && request.method !== "GET" && !request.headers.Authorization) {
      request.headers["X-CSRFToken"] = csrf();
    }
    return request;
  },
});
